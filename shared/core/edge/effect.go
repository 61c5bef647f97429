package edge

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/core/customer"
	"deskside/shared/feedback/proof"
)

// The limits of lists keep a few damaged bytes, which may say that a long list
// follows, from taking memory for it.
//
//go:generate go run deskside/build/codec -o effect_gen.go

// Request is what somebody asks of an edge.
type Request struct {
	Method string `msg:"method"`
	// Path is decoded, Query is as it came, without the question mark.
	Path  string `msg:"path"`
	Query string `msg:"query"`
	// Host is the name, with its port, under which the edge was asked.
	Host   string       `msg:"host"`
	Header []api.Header `msg:"headers,limit=1024"`
	// Body is at most as long as was admitted; Came says what became of it.
	Body []byte `msg:"body"`
	Came Came   `msg:"came"`
	// Hash is the SHA-256 of a body that is a file, in hexadecimal digits.
	Hash string `msg:"hash"`
}

// Came is what became of a body.
type Came string

const (
	Whole   Came = ""
	TooLong Came = "too_long" // there is more than was admitted
	TooSlow Came = "too_slow" // it did not come within its time
	Broken  Came = "broken"   // it broke off
)

// Headers are those of a request by which an edge decides, as hosts know them.
var Headers = [...]string{"Accept-Language", "Authorization", "Content-Type", "Origin", customer.VisitorHeader, customer.IdempotencyKeyHeader, proof.Header, customer.FrameHeader, customer.TurnstileHeader}

// AnswerHeaders are those of a helpdesk's answers that are read.
var AnswerHeaders = [...]string{"Date", "Retry-After"}

// Get returns the value of a header, one of Headers, or "".
func (r *Request) Get(name string) string {
	lines := api.Response{Header: r.Header}
	return lines.Get(strings.ToLower(name))
}

// Reply is an answer to a request.
type Reply struct {
	Status int          `msg:"status"`
	Header []api.Header `msg:"headers"`
	Body   []byte       `msg:"body"`
}

// Effect is what a host does for an edge: send a request to the helpdesk, run
// statements of the store, keep or give files where it has a place for them, look into
// the cache, compress, verify, seal or open something, or wait.
type Effect struct {
	// Send is sent once, within its TimeoutMS, following no redirect elsewhere.
	Send *api.Request `msg:"send"`
	// Statements are run in their order, each by itself or all as one; where that
	// fails they are run again for a while, since each may be.
	Statements []Statement `msg:"statements"`
	// UntilMS, where it is not 0, has all of them run again and again, for so long
	// at most, until the last of them gives a row.
	UntilMS int64 `msg:"until_ms"`
	// Always says that they are run although the time of the request is over.
	Always bool `msg:"always"`
	// Put keeps a file under its name. Take gives what is kept under a name, Drop
	// forgets what is kept under some.
	Put  *Blob    `msg:"put"`
	Take string   `msg:"take"`
	Drop []string `msg:"drop"`
	// Match is the name of what is looked for in the cache.
	Match string `msg:"match"`
	// Pack is what is to be compressed, as well as gzip does.
	Pack []byte `msg:"pack"`
	// Verify asks whether a signature is good. Seal encrypts something under the host's
	// own keys, Open gives what was sealed so, about the same.
	Verify *Proof   `msg:"verify"`
	Seal   *Sealing `msg:"seal"`
	Open   *Sealing `msg:"open"`
	// Secret is the name of one of the host's secrets for sites, which all begin as package
	// named says: of no other is anything given.
	Secret string `msg:"secret"`
	// Run is an operation of the widget's core, which is not this one.
	Run *Running `msg:"run"`
	// Counts are counted by counters of the host, in their order, up to the first that is
	// over its bounds.
	Counts []Count `msg:"counts"`
	// PauseMS is how long to wait.
	PauseMS int64 `msg:"pause_ms"`
}

// Count is one request that is counted under a name, by the counter of its kind, whose
// bounds are the host's.
type Count struct {
	Kind CountKind `msg:"kind"`
	Name string    `msg:"name"`
}

// CountKind is what a counter counts.
type CountKind string

const (
	CountReads  CountKind = "reads"
	CountWrites CountKind = "writes"
	CountSite   CountKind = "site"
)

// Running is an operation by its name, and its input as that core takes it.
type Running struct {
	Op    string `msg:"op"`
	Input []byte `msg:"input"`
}

// Blob is the content of a file under a name of letters, digits and full stops.
type Blob struct {
	Name    string `msg:"name"`
	Content []byte `msg:"content"`
}

// Proof is a signature: by HMAC with SHA-256 under a secret ("HS256"), or by Ed25519 under
// a public key ("EdDSA").
type Proof struct {
	Algorithm string `msg:"algorithm"`
	Key       []byte `msg:"key"`
	Signed    []byte `msg:"signed"`
	Signature []byte `msg:"signature"`
}

// Sealing is something secret, or sealed, and what it is about: what was sealed about one
// thing opens about no other.
type Sealing struct {
	About   string `msg:"about"`
	Content []byte `msg:"content"`
}

// Cached is what is kept in the cache under a name for so long, or no longer, where
// it has no bytes.
type Cached struct {
	Name   string `msg:"name"`
	Bytes  []byte `msg:"bytes"`
	KeepMS int64  `msg:"keep_ms"`
}

// Statement is SQL that SQLite and D1 both understand. Its place in a program
// tells what it is for, so it holds nothing that anybody wrote.
type Statement struct {
	SQL    string  `msg:"sql"`
	Values []Value `msg:"values"`
}

// Reads reports whether a statement gives rows and changes nothing.
func (s *Statement) Reads() bool { return strings.HasPrefix(s.SQL, "SELECT") }

// Done is what came of an effect.
type Done struct {
	// At is when, Unix microseconds.
	At int64 `msg:"at"`
	// Over says that the time of the request was over before.
	Over bool `msg:"over"`
	// Response answers Send. Sent says that it may have arrived.
	Response *api.Response `msg:"response"`
	Sent     bool          `msg:"sent"`
	// Long says that the answer was longer than a host takes.
	Long bool `msg:"long"`
	// Results are those of the statements; Failure, for a log, is why they failed.
	Results []Result `msg:"results,limit=64"`
	Failure string   `msg:"failure"`
	// Content is what was kept under the name to take, empty where there is nothing, or
	// what Pack, Seal, Open or Run became, or the Secret. Failure says of these, too, why it
	// did not work.
	Content []byte `msg:"content"`
	// Good answers Verify.
	Good bool `msg:"good"`
	// Found is what the cache has, nothing where it has none.
	Found []byte `msg:"found"`
	// Counted is how many of Counts are within their bounds.
	Counted int `msg:"counted"`
}

// Result is what came of a statement: how many rows it changed, or those it
// gives, each with its values.
type Result struct {
	Changed int64     `msg:"changed"`
	Rows    [][]Value `msg:"rows,limit=1024"`
}

// Input is what a host passes to an edge at each step.
type Input struct {
	Request Request `msg:"request"`
	// Done are the effects so far, in the order in which they were asked for, and
	// Carried is what an earlier step made of those that are not among them any more.
	Done    []Done `msg:"done,limit=64"`
	Carried []byte `msg:"carried"`
	// Now is when the request came, Unix microseconds; Random are 53 random bits,
	// as many as a number of JavaScript holds. Both stay the same from step to step.
	Now    int64 `msg:"now"`
	Random int64 `msg:"random"`
	// Client is what tells whoever asks from others: their network address, of IPv6 as much
	// as one of them has. "" where the host does not know it.
	Client string `msg:"client"`
	// Nonce are 16 random bytes that nobody can guess, where a body came.
	Nonce []byte `msg:"nonce"`
	// WaitMS is how long whoever asks has to wait, who asked too much; 0 otherwise.
	WaitMS int64 `msg:"wait_ms"`
	// Entry, where there is one, has a delivery look at the lane of that entry alone.
	Entry string `msg:"entry"`
	// Site is the name of a site of which the settings are wanted.
	Site string `msg:"site"`
	// Renews says that the reply went out from the cache, and that what it was made of
	// is to be read anew. Nobody hears the reply that this comes to.
	Renews bool `msg:"renews"`
}

// Call says where something is left to be delivered: in the lane of an entry, AfterMS
// from now. A lane's own name may tell who wrote what is in it. It is not more than a
// call to look, which may get lost or come twice: what is due the store tells.
type Call struct {
	Entry   string `msg:"entry"`
	AfterMS int64  `msg:"after_ms"`
	// Site is the name of the entry's site.
	Site string `msg:"site"`
}

// Measure is what a request or a delivery came to. Nothing in it is anybody's.
type Measure struct {
	// Site is the name of the site.
	Site   string `msg:"site"`
	Method string `msg:"method"`
	// Route is the path as the table has it, without a number or a token. Of a delivery
	// it is "delivery", and Method is what was delivered.
	Route  string `msg:"route"`
	Status int    `msg:"status"`
	// State is how far a delivery has come.
	State string `msg:"state"`
	// MS is how long it took, of which HelpdeskMS, StoreMS and CacheMS were spent waiting
	// for these, as far as that is known.
	MS         int64 `msg:"ms"`
	HelpdeskMS int64 `msg:"helpdesk_ms"`
	StoreMS    int64 `msg:"store_ms"`
	CacheMS    int64 `msg:"cache_ms"`
}

// Outcome is what a step comes to: effects, to be done all at once, or the end: the
// reply, and of a delivery how long to rest.
type Outcome struct {
	Do []Effect `msg:"do"`
	// Instead, where there is one, is a body in the place of the request's. The next
	// step begins anew with it, as if nothing had been done.
	Instead []byte `msg:"instead"`
	// Carry, where there is something, is what the next step gets as Carried, with what
	// comes of Do alone: what was done before is not needed any more.
	Carry []byte `msg:"carry"`
	Reply *Reply `msg:"reply"`
	// RestMS is how long to rest before the next delivery, or before the same is
	// renewed again.
	RestMS int64 `msg:"rest_ms"`
	// PutOff says of a delivery that what was due could not be done now: what else is
	// due would hardly fare better at once.
	PutOff bool `msg:"put_off"`
	// Call says that something is left to be delivered.
	Call *Call `msg:"call"`
	// Log is what the host's log is told once there is a reply, each line an object in
	// JSON. No line holds a key, a text, an address or a visitor.
	Log []string `msg:"log"`
	// Measure is what a request or a delivery came to, for hosts that keep count.
	Measure *Measure `msg:"measure"`
	// Cached is what is to be cached once the reply is on its way.
	Cached *Cached `msg:"cached"`
	// Renew is the name of what is to be read anew then, by going through the same
	// request again with Renews, unless that is being done already.
	Renew string `msg:"renew"`
	// Site are the settings of a site, with those of the host; Sites the names of all.
	Site  *Settings `msg:"site"`
	Sites []string  `msg:"sites,limit=1024"`
	// Problem is why a site is not set up, for its owner.
	Problem string `msg:"problem"`
}
