import { Paper, Stack, Text, Title } from '@mantine/core'
import { useFormat, useText } from '../../../kit/language.tsx'
import type { ReviewView } from '../review.schema.ts'
import { reviewText } from '../review.text.ts'
import classes from './review.module.css'

/** The content as it is decided on: where and when it goes out, then text and pictures. */
export function ContentView({ view }: { view: ReviewView }) {
  const t = useText(reviewText)
  return (
    <Stack gap="md">
      <Targets targets={view.targets} />
      <Paper className={classes.sheet} withBorder>
        {view.featuredImage && (
          <img
            className={classes.featured}
            src={`${view.featuredImage.address}?w=1600`}
            alt={view.featuredImage.alt || t('decide.featured')}
          />
        )}
        <Title order={2} className={classes.heading}>
          {view.title}
        </Title>
        {/* Made by our renderer from the validated tree: every text in it is escaped (tree.rules.ts). */}
        <div className={classes.prose} dangerouslySetInnerHTML={{ __html: view.html }} />
      </Paper>
      <dl className={classes.facts}>
        <dt>{t('decide.address')}</dt>
        <dd>…/{view.slug}</dd>
        {view.excerpt !== '' && (
          <>
            <dt>{t('decide.excerpt')}</dt>
            <dd>{view.excerpt}</dd>
          </>
        )}
      </dl>
      <Text size="sm" c="dimmed">
        {t('decide.words', { count: view.wordCount })}
      </Text>
    </Stack>
  )
}

function Targets({ targets }: Pick<ReviewView, 'targets'>) {
  const t = useText(reviewText)
  const format = useFormat()
  if (targets.length === 0) return <Text c="dimmed">{t('decide.noTarget')}</Text>
  return (
    <div>
      <Text fw={600} size="sm">
        {t('decide.appears')}
      </Text>
      <ul className={classes.targets}>
        {targets.map(({ channelName: channel, slot }) => (
          <li key={`${channel} ${slot?.date} ${slot?.time}`}>
            {slot ? t('decide.at', { channel, time: format.slot(slot) }) : t('decide.noSlot', { channel })}
          </li>
        ))}
      </ul>
    </div>
  )
}
