import { Download, Info, Link2 } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'

interface ToolProps extends ComponentProps<'button'> {
  name: string
}

/** A button of the viewer's bar, like those that the carousel draws. */
function Tool({ name, ...button }: ToolProps) {
  return <button type="button" className="yarl__button" aria-label={name} title={name} {...button} />
}

interface InfoButtonProps {
  shown: boolean
  disabled: boolean
  onClick: () => void
}

export function InfoButton({ shown, disabled, onClick }: InfoButtonProps) {
  const { t } = useTranslation('viewer')
  return (
    <Tool name={t('info')} aria-expanded={shown} disabled={disabled} onClick={onClick}>
      <Info />
    </Tool>
  )
}

export function DownloadButton({ disabled, onClick }: Omit<InfoButtonProps, 'shown'>) {
  const { t } = useTranslation('viewer')
  return (
    <Tool name={t('download')} disabled={disabled} onClick={onClick}>
      <Download />
    </Tool>
  )
}

/** Copies the address of the picture. On plain http browsers lend no clipboard: the address bar has it there. */
export function CopyButton({ address, say }: { address: string; say: (words: string) => void }) {
  const { t } = useTranslation('viewer')
  if (!navigator.clipboard) return null
  const copy = () =>
    navigator.clipboard.writeText(new URL(address, location.origin).href).then(
      () => say(t('copied')),
      () => say(t('notCopied')),
    )
  return (
    <Tool name={t('copy')} onClick={() => void copy()}>
      <Link2 />
    </Tool>
  )
}
