import { BackLink } from './back-link.tsx'

/** The head of a screen that is not a room. */
export function PageHead({ title }: { title: string }) {
  return (
    <header className="page-head">
      <title>{`${title} · Snug`}</title>
      <BackLink />
      <h1>{title}</h1>
    </header>
  )
}
