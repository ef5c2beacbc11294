/** Who takes part: each person is in one room. */
interface Crowd {
  about: string
  rooms: number
  /** Of each room. */
  members: number
}

/** Messages into the rooms: in a closed loop `window` unfinished ones per sender, in an open loop `rate` a second. */
export interface LoadPlan extends Crowd {
  kind: 'load'
  /** Of each room. */
  senders: number
  pace: { window: number } | { rate: number }
  seconds: number
}

/** Everybody reads the last `page` of a room's `messages`, again and again. */
export interface HistoryPlan extends Crowd {
  kind: 'history'
  messages: number
  page: number
  seconds: number
}

/** Everybody looks at the room's pictures, one after the other, at random, without end. */
export interface LookPlan extends Crowd {
  kind: 'look'
  pictures: number
  seconds: number
}

/** Everybody connects and is silent. The servers start anew for each round, for a grown heap hides what a line takes. */
export interface IdlePlan extends Crowd {
  kind: 'idle'
}

export type Plan = LoadPlan | HistoryPlan | LookPlan | IdlePlan

export const SCENARIOS: Record<string, Plan> = {
  'fan-out': {
    about: '1 room of 200, 10 senders with 10 unfinished messages each',
    kind: 'load',
    rooms: 1,
    members: 200,
    senders: 10,
    pace: { window: 10 },
    seconds: 2,
  },
  rooms: {
    about: '100 rooms of 10, 1 sender in each with 4 unfinished messages',
    kind: 'load',
    rooms: 100,
    members: 10,
    senders: 1,
    pace: { window: 4 },
    seconds: 2,
  },
  'open-loop': {
    about: '200 messages/s into 4 rooms of 50, each timed from when it was due',
    kind: 'load',
    rooms: 4,
    members: 50,
    senders: 10,
    pace: { rate: 200 },
    seconds: 3,
  },
  history: {
    about: '10 readers of the last 50 messages in a room of 100,000',
    kind: 'history',
    rooms: 1,
    members: 10,
    messages: 100_000,
    page: 50,
    seconds: 2,
  },
  thumbnails: {
    about: '20 readers of 48 thumbnails of 7 kB; the limit is a bare static server',
    kind: 'look',
    rooms: 1,
    members: 20,
    pictures: 48,
    seconds: 2,
  },
  idle: {
    about: '1,000 people connect and stay, silent; memory counts all processes',
    kind: 'idle',
    rooms: 1,
    members: 1_000,
  },
}
