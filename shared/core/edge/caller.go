package edge

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"deskside/shared/api"
	"deskside/shared/api/form"
	"deskside/shared/api/jsontext"
	"deskside/shared/core/customer"
	"deskside/shared/core/edge/guard"
	"deskside/shared/core/edge/identity"
	"deskside/shared/core/edge/turnstile"
	"deskside/shared/feedback/proof"
	"deskside/shared/words"
)

// origins are the sites that may embed the widget.
type origins struct {
	any  bool
	list []string
}

func parseOrigins(texts []string) (origins, error) {
	var o origins
	for _, text := range texts {
		text = strings.TrimSpace(text)
		switch text {
		case "":
			continue
		case "*":
			o.any = true
			continue
		}
		base, err := api.ParseBase(text)
		if err != nil || base.Path != "" || !strings.Contains(text, "://") || strings.ContainsAny(base.Host, " ;,'\"") {
			return o, errors.New("an allowed origin is scheme and host, such as https://shop.example.com; this is not one: " + api.Detail(text))
		}
		o.list = append(o.list, base.Origin())
	}
	return o, nil
}

// ancestors is the directive frame-ancestors (CSP 3, 6.4.2), with what parts it from the one before. Where any page
// may embed the widget there is none: its "*" leaves out files and sandboxed documents, which have no origin.
func (o origins) ancestors() string {
	if o.any {
		return ""
	}
	return "; frame-ancestors " + strings.Join(append([]string{"'self'"}, o.list...), " ")
}

// admits reports whether a page of the origin that a request says may ask.
// Requests without an Origin come from the edge's own pages or from programs,
// which have no cookies or rights that a page could misuse.
func (o origins) admits(r *Request) bool {
	origin := r.Get("Origin")
	return origin == "" || o.any || own(origin, r) || slices.Contains(o.list, origin)
}

// own reports whether an origin is the edge's own.
func own(origin string, r *Request) bool {
	_, host, found := strings.Cut(origin, "://")
	return found && host != "" && host == r.Host
}

// crossOrigin are the headers that a page of another origin needs to read an answer.
func (o origins) crossOrigin(r *Request) (lines []api.Header) {
	if !o.any {
		lines = append(lines, api.Header{Name: "Vary", Value: "Origin"})
	}
	origin := r.Get("Origin")
	if origin == "" || own(origin, r) || !o.admits(r) {
		return lines
	}
	if o.any {
		origin = "*"
	}
	return append(lines, api.Header{Name: "Access-Control-Allow-Origin", Value: origin},
		api.Header{Name: "Access-Control-Expose-Headers", Value: "Retry-After"})
}

// preflight answers the question that browsers ask before a request of another
// origin (Fetch, 3.2.2).
func preflight(methods string) *answer {
	a := &answer{status: statusEmpty}
	return a.with("Access-Control-Allow-Methods", methods).
		with("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, "+customer.VisitorHeader+", "+customer.IdempotencyKeyHeader+", "+proof.Header+", "+customer.TurnstileHeader).
		with("Access-Control-Max-Age", "600")
}

// Names under which programs written for the API send a key, in the query and
// in bodies, beside the header Authorization.
const (
	apiKey      = "apiKey"
	apiKeySnake = "api_key"
)

// visitorOf tells whose votes and submissions these are: whoever is in the session that a
// browser sends, or the name that it has given itself, else whoever has the key that a
// program sends. Such a key is the program's own. It is neither handed on nor kept: it is
// a name that nobody else knows, and no header can say the name made of it. Of one that
// was handed out here, by signing in, the edge knows whose it is.
func (x *exchange) visitorOf(r *Request) (string, error) {
	visitor := r.Get(customer.VisitorHeader)
	if sealed, is := identity.IsSession(visitor); is {
		return x.inSession(sealed)
	}
	if visitor != "" {
		if !token(visitor, 16, 64) {
			return "", malformed(customer.VisitorHeader + ": [A-Za-z0-9_-]{16,64}")
		}
		return visitor, nil
	}
	key := keyOf(r, x.query, x.body)
	if key == "" {
		return "", nil
	}
	return keyName(key), nil
}

// keyOf finds the key that a program sends: in the header, the query or the
// body, in this order.
func keyOf(r *Request, query form.Values, body []byte) string {
	header := strings.TrimSpace(r.Get("Authorization"))
	scheme, rest, two := strings.Cut(header, " ")
	switch {
	case !two && header != "":
		return header
	case strings.EqualFold(scheme, "Bearer"):
		return strings.TrimSpace(rest)
	}
	for _, name := range [...]string{apiKey, apiKeySnake} {
		if key := query.Get(name); key != "" {
			return key
		}
	}
	doc, err := jsontext.ParseBytes(body)
	if err != nil {
		return ""
	}
	for _, name := range [...]string{apiKey, apiKeySnake} {
		if key := doc.Root().Get(name); key.Kind() == jsontext.String && key.Text() != "" {
			return key.Text()
		}
	}
	return ""
}

// oversized refuses a request of which a part is longer than anybody's.
func oversized(r *Request) *refusal {
	if len(r.Path) > LineLimit || len(r.Query) > LineLimit {
		return &refusal{status: statusAddress, says: []words.Say{words.EdgeTooLong(words.Number(LineLimit >> 10))}}
	}
	for i := range r.Header {
		if len(r.Header[i].Value) > LineLimit {
			return &refusal{status: statusHeaders, says: []words.Say{words.EdgeTooLong(words.Number(LineLimit >> 10))}}
		}
	}
	return nil
}

func tooMuch(wait time.Duration) refusal {
	return refusal{status: statusTooMany, retryAfter: wait, says: []words.Say{words.CustomerFailureRateLimited()}}
}

// countedAs is what something of this site is counted under.
func (e *Edge) countedAs(what, who string) string { return guard.Name(e.owner, e.site, what, who) }

// counts are what the host's counters count of a request before its body is read.
func (e *Edge) counts(in *Input, found *route) []Count {
	if !e.counters || in.Client == "" {
		return nil
	}
	kind := CountReads
	if found.writes() && !found.reads() {
		kind = CountWrites
	}
	return []Count{{kind, e.countedAs("address", in.Client)}}
}

// allow counts what a client and a visitor do, and refuses what is too much, or should
// come with a proof of work and does not.
func (x *exchange) allow(by limits) error {
	if by == reading {
		return nil
	}
	verdict, err := x.rated(by)
	if err != nil {
		return err
	}
	if verdict.Wait > 0 {
		return tooMuch(verdict.Wait)
	}
	return x.proven(by, verdict)
}

// rated counts something where all who answer for this site do: by the host's counters,
// or in the store.
func (x *exchange) rated(by limits) (v guard.Verdict, err error) {
	if x.counters && by&inStore == 0 {
		return x.counting()
	}
	var all []guard.Counted
	add := func(one limits, what, who string, bucket guard.Bucket) {
		if by&one != 0 && who != "" && bucket.Bounded() {
			all = append(all, guard.Counted{Name: x.countedAs(what, who), Bucket: bucket})
		}
	}
	add(perCore, "core", x.in.Client, x.rates.Core)
	add(perAddress, "address", x.in.Client, x.rates.Writes)
	add(perForm, "form", x.in.Client, x.rates.Form)
	add(perVisitor, "visitor", x.visitor, x.rates.Visitor)
	own := len(all)
	add(perSite, "site", "all", x.rates.Site)
	if !x.store || len(all) == 0 {
		return v, nil
	}
	now := x.in.Now
	var statements []Statement
	also := func(sql string, values []any) { statements = append(statements, NewStatement(sql, values...)) }
	if own > 0 {
		also(guard.Adds(now, all[:own]...))
	}
	if len(all) > own {
		also(guard.AddsUnless(now, all[own], all[:own]...))
	}
	also(guard.Reads(all...))
	got, err := x.keep("count a request", Effect{Statements: statements})
	if err != nil {
		return v, err
	}
	for _, row := range got[len(got)-1].Rows {
		if len(row) == 3 {
			v.Judge(now, row[0].Number, row[1].Number, row[2].Number)
		}
	}
	return v, nil
}

// counting counts a write by the host's counters, which have counted its client already.
// They tell only who is over: who counts twice as fast is so at half.
func (x *exchange) counting() (v guard.Verdict, err error) {
	var all, half []Count
	twice := func(name string) {
		half = append(half, Count{CountWrites, name + " half"}, Count{CountWrites, name + " half"})
	}
	if x.in.Client != "" {
		twice(x.countedAs("address", x.in.Client))
	}
	if x.visitor != "" {
		name := x.countedAs("visitor", x.visitor)
		all = append(all, Count{CountWrites, name})
		twice(name)
	}
	all = append(all, Count{CountSite, x.countedAs("site", "all")})
	done, err := x.do(Effect{Counts: append(all, half...)})
	if err != nil {
		return v, err
	}
	switch counted := done[0].Counted; {
	case counted < len(all):
		v.Wait = counterWait
	case counted < len(all)+len(half):
		v.Busy, v.Rest = true, counterWait
	}
	return v, nil
}

// proven refuses what somebody writes whom the site does not know and of whom it wants a
// proof, unless that came along: of work, or, where the site has Turnstile, that they are a
// person.
func (x *exchange) proven(by limits, rate guard.Verdict) error {
	wanted := x.protect == Always || x.protect == WhenBusy && rate.Busy
	if !wanted || by&worked == 0 || vouched(x.visitor) {
		return nil
	}
	if x.turnstile.On() {
		return x.looked(rate)
	}
	return x.worked(rate)
}

// wants is a refusal that goes away with a proof. Where that is wanted since much comes, it
// goes away with time, too.
func (x *exchange) wants(rate guard.Verdict, say words.Say) refusal {
	r := refusal{status: statusForbidden, says: []words.Say{say}}
	if x.protect != Always {
		r.status, r.retryAfter = statusTooMany, max(rate.Rest, time.Second)
	}
	return r
}

// looked refuses what has no token of Turnstile with it that shows a person. What is here
// already under its key needs none again: the token of a sending whose answer was lost is
// used up, and another sending makes nothing new.
func (x *exchange) looked(rate guard.Verdict) error {
	asks := x.wants(rate, words.EdgeTurnstile())
	about := guard.Digest(x.owner, x.site, "turnstile", x.visitor+"\x00"+x.key)
	asks.person = &turnstile.Task{Site: x.turnstile.Site, About: about}
	if x.key == "" {
		return asks
	}
	got, err := x.keep("find what was sent before", Effect{Statements: []Statement{NewStatement(`SELECT id FROM entry WHERE visitor = ? AND key = ?`, x.visitor, x.key)}})
	if err != nil || got[0].row() != nil {
		return err
	}
	host, _, _ := strings.Cut(x.in.Request.Host, ":")
	token := turnstile.Token{Text: x.in.Request.Get(customer.TurnstileHeader), About: about, Host: host, Address: x.in.Client}
	if !token.Worth() {
		return asks
	}
	token.Number = []byte(guard.Digest(x.owner, x.site, "a token of turnstile", about+token.Text))
	request := x.turnstile.Asks(&token)
	for range 2 {
		done, err := x.do(Effect{Send: &request})
		if err != nil {
			return err
		}
		verdict, why := token.Judge(done[0].Response, x.time())
		switch {
		case verdict == turnstile.Person:
			return nil
		case verdict == turnstile.Refused:
			x.log(why)
			return asks
		case verdict == turnstile.Unset || done[0].Over:
			x.log(why)
			return refusal{status: statusUnavailable, retryAfter: 5 * time.Second, says: []words.Say{words.EdgeTurnstileAway()}}
		}
	}
	x.log("Turnstile does not answer, and so nothing of guests is taken")
	return refusal{status: statusUnavailable, retryAfter: 5 * time.Second, says: []words.Say{words.EdgeTurnstileAway()}}
}

// worked refuses what has no proof of work with it. One holds for one sending under one key
// alone, of which there is one entry at most, and so is good for no other.
func (x *exchange) worked(rate guard.Verdict) error {
	r := &x.in.Request
	task := &proof.Task{Bits: proof.UsualBits, Parts: proof.UsualParts}
	if value := r.Get(proof.Header); value != "" && x.key != "" {
		task.Stamp = proof.StampOf(value)
		_, ours := guard.Open(task.Stamp, guard.ForWork, x.owner, x.site, x.time())
		if ours && task.Holds(value, r.Get(customer.VisitorHeader), x.key) {
			return nil
		}
	}
	task.Stamp = x.stamp(guard.ForWork)
	asks := x.wants(rate, words.EdgeProof())
	asks.task = task
	return asks
}

// lets refuses what somebody may not do of whom nobody knows who they are, unless guests
// may.
func (x *exchange) lets(guests bool, what string) error {
	if guests {
		return nil
	}
	p, err := x.whoIs()
	if err == nil && p == nil {
		err = refusal{status: statusUnauthorized, says: []words.Say{words.EdgeGuests(what)}}
	}
	return err
}

// vouched reports whether the site itself vouches for who a visitor is.
func vouched(visitor string) bool { return strings.HasPrefix(visitor, identity.BySite) }

// stamp is a new one.
func (x *exchange) stamp(purpose guard.Purpose) string {
	return guard.Stamp{Purpose: purpose, At: x.time(), Number: x.random()}.Seal(x.owner, x.site)
}

// unhex reads what hex wrote; what it did not write is nothing.
func unhex(s string) []byte {
	out := make([]byte, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		n, err := strconv.ParseUint(s[i:i+2], 16, 8)
		if err != nil {
			return nil
		}
		out = append(out, byte(n))
	}
	return out
}

// hex writes bytes in hexadecimal digits.
func hex(b []byte) string {
	const digits = "0123456789abcdef"
	out := make([]byte, 0, 2*len(b))
	for _, c := range b {
		out = append(out, digits[c>>4], digits[c&15])
	}
	return string(out)
}
