import type { Crop } from '@snug/contracts'
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ReactCrop } from 'react-image-crop'
import 'react-image-crop/dist/ReactCrop.css'
import { cropOf, leastSide, middle, mostSide, moved, percentsOf, resized, type Size } from './crop.ts'
import './cropper.css'

interface CropperProps {
  /** Of the picture. */
  address: string
  crop: Crop | undefined
  onChange: (crop: Crop) => void
  /** Is called when the browser cannot show it. */
  onFail: () => void
}

/** Steps that a button moves the cut by: across and down. */
const WAYS = [
  { key: 'left', Icon: ArrowLeft, across: -1, down: 0 },
  { key: 'up', Icon: ArrowUp, across: 0, down: -1 },
  { key: 'down', Icon: ArrowDown, across: 0, down: 1 },
  { key: 'right', Icon: ArrowRight, across: 1, down: 0 },
] as const

/** A square of a picture, chosen by dragging, by keys, or by buttons and a slider. */
export function Cropper({ address, crop, onChange, onFail }: CropperProps) {
  const { t } = useTranslation('settings')
  const [size, setSize] = useState<Size>()
  const labels = useLabels()
  return (
    <div className="cropper">
      <ReactCrop
        aspect={1}
        circularCrop
        keepSelection
        ariaLabels={labels}
        {...(crop && size && { crop: { unit: '%', ...percentsOf(crop, size) } })}
        onChange={(_, percents) => size && onChange(cropOf(percents, size))}
      >
        <img
          src={address}
          alt=""
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
            setSize({ width, height })
            onChange(middle({ width, height }))
          }}
          onError={onFail}
        />
      </ReactCrop>
      {crop && size && (
        <div className="cropper-tools">
          <label>
            {t('avatar.size')}
            <input
              type="range"
              min={leastSide(size)}
              max={mostSide(size)}
              value={crop.side}
              onChange={({ target }) => onChange(resized(crop, Number(target.value), size))}
            />
          </label>
          {/* biome-ignore lint/a11y/useSemanticElements: it holds no fields */}
          <div role="group" aria-label={t('avatar.move')}>
            {WAYS.map(({ key, Icon, across, down }) => (
              <button
                key={key}
                type="button"
                className="icon-button"
                aria-label={t(`avatar.${key}`)}
                onClick={() => onChange(moved(crop, across, down, size))}
              >
                <Icon aria-hidden />
              </button>
            ))}
          </div>
        </div>
      )}
    </div>
  )
}

function useLabels(): NonNullable<ComponentProps<typeof ReactCrop>['ariaLabels']> {
  const { t } = useTranslation('settings')
  const corner = t('avatar.corner')
  return {
    cropArea: t('avatar.cut'),
    nwDragHandle: corner,
    nDragHandle: corner,
    neDragHandle: corner,
    eDragHandle: corner,
    seDragHandle: corner,
    sDragHandle: corner,
    swDragHandle: corner,
    wDragHandle: corner,
  }
}
