import { useMutation } from '@tanstack/react-query'
import { useHouse } from '../session/house.tsx'
import { deleteAccount } from '../session/session.ts'
import Dialog from '../ui/dialog.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'

/** The last question. The answer to it is the password. */
export default function DeleteDialog({ onClose }: { onClose: () => void }) {
  const { live } = useHouse()
  const deleting = useMutation({
    // The line would hear of the end first, and take it for somebody else's doing.
    onMutate: () => live.close(),
    mutationFn: (form: FormData) => deleteAccount(String(form.get('password'))),
    onError: () => live.start(),
  })
  return (
    <Dialog role="alertdialog" title="Delete your account?" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          deleting.mutate(new FormData(event.currentTarget))
        }}
      >
        <p>This cannot be undone. Enter your password to delete your account, your messages and your pictures.</p>
        <PasswordField autoComplete="current-password" autoFocus />
        <ProblemNote error={deleting.error} />
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button danger" disabled={deleting.isPending}>
            {deleting.isPending ? 'Deleting…' : 'Delete account'}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
