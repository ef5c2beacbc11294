import { createRoom, MAX_ROOM_NAME, MAX_TOPIC, type Room } from '@snug/contracts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { myRoomsQuery } from '../rooms/rooms.ts'
import { api } from '../session/api.ts'
import { ActButton } from '../ui/act-button.tsx'
import Dialog from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'
import { faultsOf, requireFits } from '../ui/problem-words.ts'

/** Makes a room and goes there. */
export default function CreateRoom({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('rail')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const creating = useMutation({
    mutationFn: async (form: FormData) => {
      const body = {
        name: String(form.get('name')),
        topic: String(form.get('topic')),
        visibility: form.get('public') ? ('public' as const) : ('private' as const),
      }
      requireFits(createRoom.schema.body, body)
      return api(createRoom, { body })
    },
    onSuccess: () => queries.invalidateQueries(myRoomsQuery),
  })
  // Takes the place of this dialog in the history: going back leads to the screen before it.
  const goThere = ({ id: roomId }: Room) => navigate({ to: '/r/$roomId', params: { roomId }, replace: true })
  const faults = faultsOf(creating.error)
  return (
    <Dialog title={t('newRoom')} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          // Not called once this is closed: who closed it meanwhile stays, and finds the room in the list.
          creating.mutate(new FormData(event.currentTarget), { onSuccess: goThere })
        }}
      >
        <Field
          label={t('name')}
          name="name"
          fault={faults.get('name')}
          maxLength={MAX_ROOM_NAME}
          required
          autoFocus
          autoComplete="off"
          dir="auto"
        />
        <Field
          label={t('topic')}
          name="topic"
          fault={faults.get('topic')}
          maxLength={MAX_TOPIC}
          dir="auto"
          autoComplete="off"
        />
        <div className="check">
          <input type="checkbox" name="public" id="public" aria-describedby="public-hint" />
          <div>
            <label htmlFor="public">{t('public')}</label>
            <small id="public-hint" className="muted">
              {t('publicHint')}
            </small>
          </div>
        </div>
        <ProblemNote error={faults.size === 0 && creating.error} />
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <ActButton
            type="submit"
            className="button primary"
            // Until one is there: a second press would make a second room.
            acting={{ isPending: creating.isPending || creating.isSuccess, error: creating.error }}
            pendingLabel={t('creatingRoom')}
          >
            {t('createRoom')}
          </ActButton>
        </div>
      </form>
    </Dialog>
  )
}
