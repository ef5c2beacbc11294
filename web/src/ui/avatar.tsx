import './avatar.css'

const TINTS = 6

/** The first letter of somebody, on a tint that is always theirs. */
export function Avatar({ id, name, size = 40 }: { id: string; name: string; size?: number }) {
  const tint = Number.parseInt(id.slice(0, 8), 16) % TINTS
  return (
    <span className="avatar" data-tint={tint} style={{ width: size, height: size, fontSize: size * 0.42 }} aria-hidden>
      {[...name][0]?.toUpperCase()}
    </span>
  )
}
