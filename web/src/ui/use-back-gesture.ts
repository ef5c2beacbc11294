import { useEffect, useEffectEvent } from 'react'

/** Not in TypeScript's library yet. */
declare class CloseWatcher {
  onclose: (() => void) | null
  destroy(): void
}

/** On phones whose browser tells of it, going back closes the topmost window and not the room below. */
export function useBackGesture(onClose: (() => void) | undefined): void {
  const close = useEffectEvent(() => onClose?.())
  const closes = onClose !== undefined
  useEffect(() => {
    if (!closes || !('CloseWatcher' in window)) return
    const watcher = new CloseWatcher()
    watcher.onclose = () => close()
    return () => watcher.destroy()
  }, [closes])
}
