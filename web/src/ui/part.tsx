import { Store } from '@snug/client'
import { type ComponentProps, type ComponentType, createElement, use, useEffect, useSyncExternalStore } from 'react'
import { MissingOver, MissingScreen } from './missing.tsx'
import { bringSheets } from './sheets.ts'

/** `screen`: fills its place; `over`: opens over the page, and is closed by `onClose`; `quiet`: nobody waits for it. */
type Kind = 'screen' | 'over' | 'quiet'

// biome-ignore lint/suspicious/noExplicitAny: of whatever properties, as React has it
type Component = ComponentType<any>

/**
 * A part of the page whose code comes when it is first drawn, or `preload` is called. Without a line it may not come: that is
 * said by a sentence, and all else stays. It is asked for again by a button, and when the line is back.
 */
export function part<C extends Component>(load: () => Promise<{ default: C }>, kind: Kind = 'over') {
  const code = new Code(async () => (await load()).default)
  return Object.assign((props: ComponentProps<C>) => createElement(Part, { code, kind, props }), {
    preload: async () => {
      if (!(await code.ask())) code.forget()
    },
  })
}

interface PartProps {
  code: Code
  kind: Kind
  props: { onClose?: () => void }
}

function Part({ code, kind, props }: PartProps) {
  const here = useSyncExternalStore(code.here.subscribe, code.here.get) ?? use(code.ask())
  return here ? createElement(here, props) : <Missing code={code} kind={kind} onClose={props.onClose} />
}

function Missing({ code, kind, onClose }: Pick<PartProps, 'code' | 'kind'> & { onClose: (() => void) | undefined }) {
  useEffect(() => {
    window.addEventListener('online', code.again)
    return () => {
      window.removeEventListener('online', code.again)
      code.forget()
    }
  }, [code])
  if (kind === 'quiet') return null
  return kind === 'screen' ? (
    <MissingScreen onRetry={code.again} />
  ) : (
    <MissingOver onRetry={code.again} onClose={onClose} />
  )
}

/** The code of a part: here, on its way, or not to be had. */
class Code {
  readonly here = new Store<Component | undefined>(undefined)
  readonly #load: () => Promise<Component>
  #asked: Promise<Component | undefined> | undefined

  constructor(load: () => Promise<Component>) {
    this.#load = load
  }

  /** Asks for it, once. @returns nothing when it does not come */
  ask(): Promise<Component | undefined> {
    this.#asked ??= this.#fetch()
    return this.#asked
  }

  /** Asks for it again. What says that it did not come stays until it does. */
  again = (): void => void this.#fetch()

  /** Whoever draws it next asks anew. */
  forget(): void {
    this.#asked = undefined
  }

  async #fetch(): Promise<Component | undefined> {
    try {
      await bringSheets()
      this.here.set(await this.#load())
    } catch {} // it is said in its place
    return this.here.get()
  }
}
