import { Copy, Link, type LucideIcon, Pencil, Reply, SmilePlus, Trash2, Users } from 'lucide-react'
import type { Action } from './actions.ts'

export const ICONS: Record<Action, LucideIcon> = {
  react: SmilePlus,
  reply: Reply,
  copyText: Copy,
  copyLink: Link,
  who: Users,
  edit: Pencil,
  delete: Trash2,
}
