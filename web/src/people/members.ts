import { inviteMember, listMembers, type Member, type Role, type RoomId } from '@snug/contracts'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../session/api.ts'

export const membersQuery = (roomId: RoomId) =>
  queryOptions({
    queryKey: ['members', roomId],
    queryFn: async () => {
      const members: Member[] = []
      let cursor: string | null = null
      do {
        const page: { items: Member[]; next: string | null } = await api(listMembers, {
          params: { roomId },
          query: cursor ? { cursor } : {},
        })
        members.push(...page.items)
        cursor = page.next
      } while (cursor)
      return members
    },
  })

export const invite = (roomId: RoomId, username: string) =>
  api(inviteMember, { params: { roomId }, body: { username } })

const RANK: Record<Role, number> = { owner: 2, moderator: 1, member: 0 }

export const mayInvite = (role: Role) => RANK[role] > RANK.member
/** Whether someone of role `mine` may remove someone of role `theirs`. */
export const mayRemove = (mine: Role, theirs: Role) => RANK[mine] > RANK[theirs]
