import type { ProfileId } from '@snug/contracts'

const CHANNEL = 'snug-who'

/** One for the page: a channel does not hear what it said itself. */
let channel: BroadcastChannel | undefined
const open = () => {
  channel ??= new BroadcastChannel(CHANNEL)
  return channel
}

/** Tells the other tabs of this browser who is signed in from now on; null for nobody. */
export function tellTabs(who: ProfileId | null): void {
  open().postMessage(who)
}

/** Calls back when another tab signed `me` out or somebody else in, until the returned function is called. */
export function onOtherPerson(me: ProfileId, leave: (who: ProfileId | null) => void): () => void {
  const hear = ({ data }: MessageEvent<ProfileId | null>) => data !== me && leave(data)
  open().addEventListener('message', hear)
  return () => open().removeEventListener('message', hear)
}

/** Goes to a page that knows nothing of this one. Whoever comes back by the browser's own button does not see it as it was left. */
export function depart(address: string): void {
  window.addEventListener('pageshow', () => location.reload())
  location.assign(address)
}
