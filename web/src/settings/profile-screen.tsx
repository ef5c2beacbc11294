import { editMe, MAX_BIO, MAX_DISPLAY_NAME } from '@snug/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { LogOut } from 'lucide-react'
import { profileQuery } from '../people/people.ts'
import { api } from '../session/api.ts'
import { useHouse } from '../session/house.tsx'
import { logOut, meQuery, useMe } from '../session/session.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Field } from '../ui/field.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { DeleteAccount } from './delete-account.tsx'
import { Sessions } from './sessions.tsx'
import './profile.css'

/** What I am called, where I am signed in, and the ways out. */
export function ProfileScreen() {
  const me = useMe()
  const { live } = useHouse()
  const leaving = useMutation({
    // The line would hear of the end first, and take it for somebody else's doing.
    onMutate: () => live.close(),
    mutationFn: logOut,
    onError: () => live.start(),
  })
  return (
    <div className="page">
      <PageHead title="Your profile" />
      <div className="page-body profile">
        <header className="profile-head">
          <Avatar id={me.id} name={me.displayName} size={72} />
          <div>
            <p className="profile-name" dir="auto">
              {me.displayName}
            </p>
            <p className="muted">@{me.username}</p>
          </div>
        </header>
        <EditProfile />
        <Sessions />
        <section>
          <ProblemNote error={leaving.error} />
          <button type="button" className="button" disabled={leaving.isPending} onClick={() => leaving.mutate()}>
            <LogOut aria-hidden /> Log out
          </button>
        </section>
        <DeleteAccount />
      </div>
    </div>
  )
}

function EditProfile() {
  const me = useMe()
  const queries = useQueryClient()
  const saving = useMutation({
    mutationFn: (form: FormData) =>
      api(editMe, { body: { displayName: String(form.get('displayName')), bio: String(form.get('bio')) } }),
    onSuccess: (profile) => {
      queries.setQueryData(meQuery.queryKey, profile)
      queries.setQueryData(profileQuery(profile.id).queryKey, profile)
    },
  })
  return (
    <section aria-labelledby="about-you">
      <h2 id="about-you">About you</h2>
      <form
        onChange={() => saving.reset()}
        onSubmit={(event) => {
          event.preventDefault()
          saving.mutate(new FormData(event.currentTarget))
        }}
      >
        <Field
          label="Display name"
          name="displayName"
          defaultValue={me.displayName}
          maxLength={MAX_DISPLAY_NAME}
          autoComplete="name"
          required
        />
        <div className="field">
          <label htmlFor="bio">Bio</label>
          <textarea id="bio" name="bio" rows={3} maxLength={MAX_BIO} defaultValue={me.bio} dir="auto" />
        </div>
        <ProblemNote error={saving.error} />
        <div className="profile-save">
          <button type="submit" className="button primary" disabled={saving.isPending}>
            Save
          </button>
          <span role="status">{saving.isSuccess && 'Saved.'}</span>
        </div>
      </form>
    </section>
  )
}
