import { useHouse } from '../session/house.tsx'

/** How to end my own session: without the live line, which would hear of the end first and take it for somebody else's doing. */
export function useLeaving(leave: () => Promise<void>) {
  const { live } = useHouse()
  return {
    onMutate: () => live.close(),
    mutationFn: leave,
    onError: () => live.start(),
  }
}
