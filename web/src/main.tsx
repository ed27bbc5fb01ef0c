import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router'
import { at } from '~/api/shape'
import { client } from './api/queries'
import { get, speak } from './api/http'
import { Speaking, chosen, dictionary } from './locales/Speaking'
import './look/tokens.css'
import './look/patterns.css'
import { router } from './routes'

// Every page shows the node's clock or asks it whether this is a demo: the answer is on its way before the first page is drawn.
void client.prefetchQuery({ queryKey: ['/api/clock'], queryFn: () => get(at('/api/clock')) })

const language = chosen()
speak(language === 'zh' ? 'zh-CN' : 'en')
void dictionary(language).then((words) => {
  createRoot(document.getElementById('root')!).render(
    <QueryClientProvider client={client}>
      <Speaking first={{ language, words }}>
        <RouterProvider router={router} />
      </Speaking>
    </QueryClientProvider>,
  )
})
