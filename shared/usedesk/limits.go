package usedesk

import "deskside/shared/api"

// searches is the class of requests that search texts.
const searches = "query"

// Limits returns what the API lets one account send: 2 requests a second, of
// which 10 a minute may search (List.Query). The second is the API's own; the
// first is the pace that its older manual allows.
func Limits() []api.LimitRule {
	return []api.LimitRule{{Requests: 2, WindowMS: 1000}, {Class: searches, Requests: 10, WindowMS: 60_000}}
}
