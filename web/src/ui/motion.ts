/** Whether things should move as little as they can, by the device or by choice (see styles/tokens.css). */
export function lessMotion(): boolean {
  const { motion } = document.documentElement.dataset
  return motion === 'less' || matchMedia('(prefers-reduced-motion: reduce)').matches
}
