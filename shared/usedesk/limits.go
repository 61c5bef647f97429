package usedesk

import "deskside/shared/api"

// Searches is the class of requests that search texts.
const Searches = "query"

// Limits returns what the API lets one account send: 2 requests a second, of
// which 10 a minute may search (List.Query). The second is the API's own; the
// first is the pace that its older manual allows. A figure above 0 takes the
// place of either.
func Limits(requestsPerSecond, searchesPerMinute int) []api.LimitRule {
	return []api.LimitRule{
		{Requests: orElse(requestsPerSecond, 2), WindowMS: 1000},
		{Class: Searches, Requests: orElse(searchesPerMinute, 10), WindowMS: 60_000},
	}
}

func orElse(figure, usual int) int {
	if figure > 0 {
		return figure
	}
	return usual
}
