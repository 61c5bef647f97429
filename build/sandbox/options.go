package sandbox

import (
	"context"
	"strings"
	"time"

	"deskside/build/sandbox/usedesk"
	"deskside/build/sandbox/useresponse"
	"deskside/build/sandbox/wire"
)

// Options say what a sandbox holds and how it behaves. The zero value is an
// in-memory sandbox with the data of seed 1, today.
type Options struct {
	// Path of the database file; empty keeps everything in memory. A file that
	// already holds a sandbox is used as it is: Seed then comes from the file.
	Path string
	// Seed chooses the generated data; zero means 1.
	Seed uint64
	// Now is the clock of every answer and of the generated dates; nil means
	// time.Now.
	Now func() time.Time
	// Guest lets UseResponse requests without a key read what is public.
	Guest bool
	// TrustedDomains are the host names UseResponse accepts calls from, compared
	// with the host of Origin, else of Referer; empty accepts all.
	TrustedDomains []string
	// StrictDomains refuses calls that carry neither Origin nor Referer when
	// TrustedDomains is not empty.
	StrictDomains bool
	// Premoderate keeps what users without agent rights write in communities
	// from others until an agent approves it.
	Premoderate bool
	// Visibility is which tickets the agents of a team see, by the team's name;
	// agents of other teams and administrators see all. A ticket that is not seen
	// is answered 403, and lists leave it out and count it.
	Visibility []Visibility
	// NullStatuses generates a third of UseResponse's objects and tickets without
	// a status, for a new database.
	NullStatuses bool
	// RequireFields makes the required custom fields of tickets required in
	// objects.create; off, as the API text never says that it enforces them.
	RequireFields bool
	// SearchAny finds what holds any word of a UseResponse search text, most
	// words first, instead of all of them.
	SearchAny bool
	// ErrorsAsHTTP200 sends Usedesk's errors with status 200.
	ErrorsAsHTTP200 bool
	// FieldsCombineOr joins the entries of Usedesk's fields filter with OR
	// instead of AND.
	FieldsCombineOr bool
	// RequestsPerSecond limits each Usedesk token; zero means no limit.
	RequestsPerSecond int
	// Faults are injected into answers, the first matching rule of each request.
	Faults []Fault
	// OnRequest is told about every API request right before its answer is sent.
	// Requests may be told of at the same time.
	OnRequest func(Record)
	// Sleep passes the time of FaultSlow; nil really waits.
	Sleep func(context.Context, time.Duration)
	// Below is the path that the UseResponse installation stands below, such as
	// "/support": its API then answers at /support/api/VERSION/ alone.
	Below string
	// UsedeskAtRoot puts Usedesk's methods at the top of the host, as its older
	// addresses have them, in place of below /uapi/.
	UsedeskAtRoot bool
	// AnyAddress answers wherever programs look for the APIs: below any path, and
	// without the prefix that joining addresses loses. Real ones answer 404.
	AnyAddress bool
	// RedirectTo is the installation's origin, such as "https://www.help.test":
	// requests for another scheme or host are answered 301.
	RedirectTo string
	// Clock is how far the helpdesks' clock is off Now: in Date and in every time.
	Clock time.Duration
	// Titles are the forms in which titles and subjects are stored.
	Titles Titles
	// Writes is how UseResponse answers what changes something.
	Writes Writes
	// BaseURL is what links in answers start with; empty takes it from each
	// request's Host.
	BaseURL string
}

// complete fills in what is left open.
func (o *Options) complete() {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = wire.Wait
	}
	if o.Seed == 0 {
		o.Seed = 1
	}
	o.BaseURL = strings.TrimSuffix(o.BaseURL, "/")
	if o.Below = strings.Trim(o.Below, "/"); o.Below != "" {
		o.Below = "/" + o.Below
	}
}

func (o *Options) useResponse() useresponse.Options {
	return useresponse.Options{
		Below: o.Below, Guest: o.Guest, TrustedDomains: o.TrustedDomains, StrictDomains: o.StrictDomains, Premoderate: o.Premoderate,
		RequireFields: o.RequireFields, SearchAny: o.SearchAny, Visibility: o.Visibility, Titles: o.Titles, Writes: o.Writes,
	}
}

func (o *Options) usedesk() usedesk.Options {
	return usedesk.Options{
		ErrorsAsHTTP200: o.ErrorsAsHTTP200, FieldsCombineOr: o.FieldsCombineOr, RequestsPerSecond: o.RequestsPerSecond, Titles: o.Titles,
	}
}
