import { EyeOff, Images, MapPinOff, ShieldAlert, Trash2 } from 'lucide-react'
import { Trans, useTranslation } from 'react-i18next'

/** What somebody should know of this place before they say anything in it. */
export function WhatThisIs() {
  const { t } = useTranslation('door')
  return (
    <section className="place" aria-labelledby="place">
      <h2 id="place">{t('place.title')}</h2>
      <ul>
        <li>
          <Images aria-hidden />
          <p>{t('place.rooms')}</p>
        </li>
        <li className="place-warning">
          <ShieldAlert aria-hidden />
          <p>
            <Trans t={t} i18nKey="place.readable" components={{ b: <b /> }} />
          </p>
        </li>
        <li>
          <MapPinOff aria-hidden />
          <p>{t('place.location')}</p>
        </li>
        <li>
          <EyeOff aria-hidden />
          <p>{t('place.tracking')}</p>
        </li>
        <li>
          <Trash2 aria-hidden />
          <p>{t('place.leaving')}</p>
        </li>
      </ul>
    </section>
  )
}
