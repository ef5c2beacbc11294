import { lazy, Suspense, useState } from 'react'

const DeleteDialog = lazy(() => import('./delete-dialog.tsx'))

/** What goes with an account, and the button that asks for it. */
export function DeleteAccount() {
  const [asking, setAsking] = useState(false)
  return (
    <section aria-labelledby="delete-account">
      <h2 id="delete-account">Delete your account</h2>
      <p>
        Everything you wrote and every picture you sent goes from every room, for everybody. Your profile goes too, and
        somebody else may take your username.
      </p>
      <p>
        A room that only you own passes to whoever of its moderators, or else its members, has been there longest. A
        room that nobody else is in goes with you.
      </p>
      <button type="button" className="button danger" onClick={() => setAsking(true)}>
        Delete account…
      </button>
      <Suspense>{asking && <DeleteDialog onClose={() => setAsking(false)} />}</Suspense>
    </section>
  )
}
