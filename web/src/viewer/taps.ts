/** Who presses for longer, in ms, wants something else than to tap. */
const TAP_MS = 500
/** px that a finger may slip while it taps. */
const SLIP = 12
/** Two taps within so many ms of one another, and so many px, are meant together. */
const DOUBLE_MS = 300
const DOUBLE_PX = 40

type Touch = Pick<PointerEvent, 'pointerId' | 'isPrimary' | 'clientX' | 'clientY' | 'timeStamp'>

/** Tells taps from swipes and pinches: of those, too, one finger may leave the screen where it came down. */
export class Taps {
  readonly #down = new Map<number, Touch>()
  /** More than one finger has been down since all were up. */
  #isMany = false
  #last: Touch | undefined

  down(touch: Touch): void {
    if (touch.isPrimary) this.#down.clear() // it is the first of all, whatever was heard of those before
    this.#isMany = this.#down.size > 0
    this.#down.set(touch.pointerId, touch)
  }

  /** What a finger did that is lifted now, if it was alone. */
  up(touch: Touch): 'tap' | 'doubleTap' | undefined {
    const down = this.#down.get(touch.pointerId)
    this.#down.delete(touch.pointerId)
    if (!down || this.#isMany || touch.timeStamp - down.timeStamp > TAP_MS || apart(down, touch) > SLIP)
      return undefined
    const last = this.#last
    const isSecond = last && touch.timeStamp - last.timeStamp <= DOUBLE_MS && apart(last, touch) <= DOUBLE_PX
    this.#last = isSecond ? undefined : touch
    return isSecond ? 'doubleTap' : 'tap'
  }

  /** The browser took it for something of its own. */
  cancel({ pointerId }: Pick<Touch, 'pointerId'>): void {
    this.#down.delete(pointerId)
  }
}

const apart = (one: Touch, other: Touch) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY)
