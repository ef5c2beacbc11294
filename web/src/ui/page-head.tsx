import { BackLink } from './back-link.tsx'

interface PageHeadProps {
  title: string
  /** See `BackLink`. */
  goesBack?: boolean
}

/** The head of a screen that is not a room. */
export function PageHead({ title, goesBack = false }: PageHeadProps) {
  return (
    <header className="page-head">
      <title>{`${title} · Snug`}</title>
      <BackLink goesBack={goesBack} />
      <h1 dir="auto">{title}</h1>
    </header>
  )
}
