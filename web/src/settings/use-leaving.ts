import { useFinishDeleting } from '../posts/deleting.tsx'
import { useHouse } from '../session/house.tsx'

/**
 * How to end my own session: when all that I deleted is deleted, for nobody else may do that later; and without the live
 * line, which would hear of the end first and take it for somebody else's doing.
 */
export function useLeaving<T = void>(leave: (by: T) => Promise<void>) {
  const { live } = useHouse()
  const finishDeleting = useFinishDeleting()
  return {
    onMutate: () => live.close(),
    mutationFn: async (by: T) => {
      await finishDeleting()
      await leave(by)
    },
    onError: () => live.start(),
  }
}
