import { useTranslation } from 'react-i18next'
import { focusRegion } from '../keys/regions.ts'

/**
 * The first stops of the Tab key: past the rail, to what was said or to where one writes. Buttons, for a link would give
 * the room another address.
 */
export function SkipLinks({ inRoom }: { inRoom: boolean }) {
  const { t } = useTranslation('app')
  if (!inRoom)
    return (
      <button type="button" className="skip-link" onClick={() => focusRegion('page')}>
        {t('skipToContent')}
      </button>
    )
  return (
    <>
      <button type="button" className="skip-link" onClick={() => focusRegion('timeline')}>
        {t('skipToMessages')}
      </button>
      <button type="button" className="skip-link" onClick={() => focusRegion('composer')}>
        {t('skipToWriting')}
      </button>
    </>
  )
}
