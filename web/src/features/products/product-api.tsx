import { useParams } from 'react-router'
import { useGet } from '~/api/queries'
import { at } from '~/api/shape'
import { ApiPage } from '~/features/space/ApiPage'
import { useText } from '~/locales/text'
import { ConsolePage } from '~/shell/ConsolePage'

/** 接口说明 — what programs would call of a product, for whoever thinks of signing an agreement on it. */
export default function ProductApi() {
  const id = useParams()['id']!
  const text = useText()
  const product = useGet(at('/api/products/{id}', { id }))
  return (
    <ConsolePage title={text('api.title')} up={product.data ? { to: `/console/products/${id}`, label: product.data.name } : undefined}>
      <ApiPage address={`/api/space/products/${id}/openapi.json`} />
    </ConsolePage>
  )
}
