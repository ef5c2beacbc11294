import { Check } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** So long it is said that something was saved, in ms. */
const SAID_MS = 4_000

/** Whether something was saved just now, and what to call when it was. */
export function useSaved(): [saved: boolean, say: () => void] {
  const [count, setCount] = useState(0)
  const [saved, setSaved] = useState(false)
  useEffect(() => {
    if (count === 0) return
    setSaved(true)
    const timer = setTimeout(() => setSaved(false), SAID_MS)
    return () => clearTimeout(timer)
  }, [count])
  return [saved, useCallback(() => setCount((before) => before + 1), [])]
}

/** Says to eyes and ears that something was saved. Its place is always there, so that nothing moves. */
export function Saved({ saved }: { saved: boolean }) {
  const { t } = useTranslation('settings')
  return (
    <p role="status" className="saved muted">
      {saved && (
        <>
          <Check aria-hidden /> {t('saved')}
        </>
      )}
    </p>
  )
}
