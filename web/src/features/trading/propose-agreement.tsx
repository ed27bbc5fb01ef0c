import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { refresh, useGet } from '~/api/queries'
import { write } from '~/api/http'
import { type Shape, at, to } from '~/api/shape'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { Shown } from '~/patterns/Shown'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { TermsForm } from './TermsForm'

const laterBy = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

/** 提出合约 — the buyer's first proposal under a listing. */
export default function ProposeAgreement() {
  const text = useText()
  const navigate = useNavigate()
  const listingId = useSearchParams()[0].get('listing')
  const listing = useGet(listingId ? at('/api/public/listings/{id}', { id: listingId }) : null)
  const clock = useGet(at('/api/clock'))
  const propose = useMutation({
    mutationFn: (terms: Shape<'Trading.Asked'>) => write(to('/api/trading/agreements'), { listingId: listingId!, ...terms }),
    onSuccess: ({ id }) => {
      void refresh('/api/trading', '/api/work')
      void navigate(`/console/agreements/${id}`)
    },
  })
  return (
    <ConsolePage title={text('listing.propose')} up={{ to: '/console/agreements', label: text('nav.agreements') }}>
      {listingId === null ? <EmptyState title={text('agreement.which')} hint={text('agreement.none.hint')}><Link className="button solid" to="/market">{text('nav.market')}</Link></EmptyState> : (
        <Shown read={listing}>
          {(l) => (
            <Shown read={clock}>
              {(now) => {
                const last = laterBy(now.legalDay, l.termDaysMax)
                return (
                  <Panel title={l.productName} extra={<Link to={`/market/${l.id}`}>{text('listing.look')}</Link>}>
                    <p className="quiet">{text('listing.propose.what')}</p>
                    <TermsForm
                      start={{ purpose: l.purposes[0] ?? '', uses: Math.min(l.maxUses, 50), until: last, minGroup: l.minGroup, pricePerUseFen: l.pricePerUseFen }}
                      columns={l.columns} purposes={l.purposes} usesMax={l.maxUses} untilMax={last}
                      send={text('listing.propose')} busy={propose.isPending} error={propose.error} onSend={propose.mutate}
                    />
                  </Panel>
                )
              }}
            </Shown>
          )}
        </Shown>
      )}
    </ConsolePage>
  )
}
