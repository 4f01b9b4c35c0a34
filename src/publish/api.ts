import { channelApi } from './channel/channel.procedures.ts'
import { publicationApi } from './publication/publication.procedures.ts'

/** The procedures of publishing. */
export const publishApi = { channel: channelApi, publication: publicationApi }
