package edge

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"deskside/shared/api"
	"deskside/shared/core/edge/alert"
	"deskside/shared/core/edge/entry"
	"deskside/shared/core/edge/guard"
	"deskside/shared/core/edge/identity"
	"deskside/shared/core/edge/named"
	"deskside/shared/core/edge/turnstile"
	"deskside/shared/words/print"
)

//go:generate go run deskside/build/codec -o site_gen.go

//msgp:ignore Site Alert Guests

// Site is what an edge needs to know.
type Site struct {
	// Name is what the site is called, as package named has it; "" for the one that an edge
	// has without. Widget is a script that comes before the loader of one that has a name.
	Name   string
	Widget string
	// Upstream is the helpdesk.
	Upstream api.Base
	// Key is an API key of it; that of a customer account is enough and safest.
	Key string
	// Origins are the sites that may embed the widget, such as
	// "https://shop.example.com"; "*" stands for all. The edge's own is always one.
	Origins []string
	// Root is a host of the edge's own at whose root the API is, too; "" for none.
	Root string
	// Store says that there is one for votes and submissions, one for one helpdesk.
	// Without it votes are refused and Idempotency-Key has no effect, which
	// /healthz and the answers say.
	Store bool
	// Files says that the host has the widget's files.
	Files bool
	// Space says that the host has a place for files that customers attach. Without
	// it they are kept in the store, as far as that has room.
	Space bool
	// Cache says that the host keeps what it is told to, for all who ask this site.
	Cache bool
	// Seals says that the host has keys of its own to seal with. Without them nobody signs
	// in and no identity is taken.
	Seals bool
	// Identities are the keys with which the site signs who its visitors are, and Audience
	// is what their tokens have to be for; where it is "", the edge's own host.
	Identities identity.Keys
	Audience   string
	// Guests is what somebody may do of whom nobody knows who they are.
	Guests Guests
	// BlockSecret is the secret key of Usedesk's block; where it is "", there is no block.
	// BlockLanguage is a language of the catalogues, "" for that of whoever asks.
	BlockSecret, BlockLanguage string
	// Alert is whom to tell of what an edge keeps.
	Alert Alert
	// Retention is for how long it is known what came of an entry, and what nobody has
	// decided on is kept; 0 for the usual time. Least and most stand in shortest and longest.
	Retention time.Duration
	// Measures says that the host keeps count of what requests come to.
	Measures bool
	// OneClock says that all hosts of the store have the same clock, as the programs of
	// one machine do.
	OneClock bool
	// Rates are what may be asked of it, as usual where nothing is said. Counters says that the host has some that count
	// for all who ask this site, in the place of the store's.
	Rates    guard.Rates
	Counters bool
	// Protect says of whom a proof of work is asked, or, where there are keys of Turnstile, what
	// that tells of them.
	Protect   Protect
	Turnstile turnstile.Keys
}

// Alert is how whoever runs an edge is told.
type Alert struct {
	// URL is asked with POST, with {"text": …} and the numbers in it, as chats take it; ""
	// where nobody is told. It is a secret.
	URL string
	// Bounds are from when on. Language is that of the text.
	Bounds   alert.Bounds
	Language string
}

// Retentions are no shorter than a widget may send something again, and no longer than
// anybody needs what somebody wrote.
const (
	shortest = 8 * 24 * time.Hour
	longest  = 365 * 24 * time.Hour
)

func (s *Site) retention() time.Duration {
	if s.Retention == 0 {
		return entry.KeptFor
	}
	return s.Retention
}

// secure reports whether nobody on the way reads what is sent to an address.
func secure(url string) bool {
	rest, plain := strings.CutPrefix(url, "http://")
	return strings.HasPrefix(url, "https://") || plain && (strings.HasPrefix(rest, "127.0.0.1:") || strings.HasPrefix(rest, "localhost:"))
}

// numberOf reads a variable that is a number from low to high.
func numberOf(variable, text string, otherwise, low, high int64) (int64, error) {
	if text = strings.TrimSpace(text); text == "" {
		return otherwise, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < low || n > high {
		return 0, errors.New("the variable " + variable + " is a number from " + strconv.FormatInt(low, 10) + " to " + strconv.FormatInt(high, 10))
	}
	return n, nil
}

// upkeep reads the settings of alerts and retention.
func (s *Settings) upkeep(site *Site) error {
	site.Alert = Alert{URL: strings.TrimSpace(s.Alert), Language: strings.TrimSpace(s.AlertLanguage)}
	letters, err := numberOf("ALERT_LETTERS", s.AlertLetters, 10, 0, 1_000_000)
	if err != nil {
		return err
	}
	minutes, err := numberOf("ALERT_MINUTES", s.AlertMinutes, 60, 0, 100_000)
	if err != nil {
		return err
	}
	site.Alert.Bounds = alert.Bounds{Letters: letters, Age: time.Duration(minutes) * time.Minute}
	days, err := numberOf("RETENTION_DAYS", s.Retention, int64(entry.KeptFor/(24*time.Hour)), int64(shortest/(24*time.Hour)), int64(longest/(24*time.Hour)))
	site.Retention = time.Duration(days) * 24 * time.Hour
	return err
}

// Guests says what guests may not do. The zero value lets them do everything.
type Guests struct{ NoPosts, NoComments, NoVotes bool }

// ParseGuests reads what guests may do: words out of post, comment and vote, or none;
// nothing stands for all of them.
func ParseGuests(text string) (Guests, error) {
	if strings.TrimSpace(text) == "" {
		return Guests{}, nil
	}
	g := Guests{true, true, true}
	for word := range api.Listed(text) {
		switch word {
		case "post":
			g.NoPosts = false
		case "comment":
			g.NoComments = false
		case "vote":
			g.NoVotes = false
		case "none":
		default:
			return g, errors.New("what guests may do is said out of post, comment and vote, or none; this is none of them: " + api.Detail(word))
		}
	}
	return g, nil
}

// Protect says when somebody whom a site does not know has to prove some work before a
// post or a comment of theirs is taken, or, where the site has Turnstile, to be a person.
type Protect string

const (
	// Usually is Always where the site has Turnstile, and WhenBusy where it has not.
	Usually Protect = ""
	// WhenBusy asks for it once half of what may come has come.
	WhenBusy Protect = "busy"
	// Always asks for each, Never for none.
	Always Protect = "always"
	Never  Protect = "never"
)

// Protects are all that can be said.
var Protects = [...]Protect{Usually, WhenBusy, Always, Never}

// protects is when a site asks.
func (s *Site) protects() Protect {
	switch {
	case s.Protect != Usually:
		return s.Protect
	case s.Turnstile.On():
		return Always
	}
	return WhenBusy
}

// blockSecretLeast is how long the secret of a block is at least: it opens what customers
// have written to whoever has it, so nobody must guess it.
const blockSecretLeast = 16

// check refuses what an edge must not begin with. Errors say what to change and
// hold no key.
func (s *Site) check() error {
	switch {
	case s.Name != "" && !named.Valid(s.Name):
		return errors.New("a site is called by small letters, digits and hyphens, a letter first and 32 at most")
	case s.Name != "" && !s.Store:
		return errors.New("sites with a name need a store")
	case s.Upstream.Host == "":
		return errors.New("the edge needs the address of the helpdesk")
	case s.Upstream.Insecure():
		return errors.New("the edge would send its key unprotected: use an https:// address for " + s.Upstream.Host)
	case s.Key == "":
		return errors.New("the edge needs an API key of " + s.Upstream.Host)
	case strings.ContainsFunc(s.Key, func(r rune) bool { return r <= ' ' || r >= 0x7f }):
		return errors.New("the API key holds a character that keys do not have; copy it again")
	case len(s.Identities) > 0 && !(s.Seals && s.Store):
		return errors.New("identities need a store and keys to seal with: set SEAL_KEYS, such as by openssl rand -base64 32")
	case !slices.Contains(Protects[:], s.Protect):
		return errors.New("a proof of work is asked for always, never or when it is busy; this is none of these words: " + api.Detail(string(s.Protect)))
	case s.Turnstile.On() && !s.Store:
		return errors.New("Turnstile needs a store: without one a token would be good for more than one post")
	case s.Guests != (Guests{}) && !(s.Seals && s.Store):
		return errors.New("where guests may not do everything, others sign in, which needs a store and keys to seal with: set SEAL_KEYS, such as by openssl rand -base64 32")
	case s.BlockSecret != "" && len(s.BlockSecret) < blockSecretLeast:
		return errors.New("the secret key of the block for Usedesk is too short: choose one of 16 characters or more, such as by openssl rand -hex 24")
	case s.BlockLanguage != "" && print.In(s.BlockLanguage).Language() != s.BlockLanguage:
		return errors.New("the block for Usedesk has no words in that language; there are those of " + strings.Join(print.Languages(), ", "))
	case s.Alert.URL != "" && !secure(s.Alert.URL):
		return errors.New("alerts are sent to an https:// address")
	case s.Retention != 0 && (s.Retention < shortest || s.Retention > longest):
		return errors.New("what was sent is known of for 8 to 365 days")
	case strings.ContainsAny(s.Root, "/ ,"):
		return errors.New("the host at whose root the API is needs no scheme and no path, such as api.example.com")
	}
	return s.Turnstile.Check()
}

// Settings are a site as its owner writes it: the variables UPSTREAM_URL, API_KEY,
// ORIGINS, API_HOST, RATES and PROTECT of a host that has such.
type Settings struct {
	// Name and Widget are those of a site with a name.
	Name     string `msg:"name"`
	Widget   string `msg:"widget"`
	Upstream string `msg:"upstream"`
	Key      string `msg:"key"`
	// Origins are separated by commas or blanks.
	Origins string `msg:"origins"`
	// Root is such a host, of the variable API_HOST.
	Root string `msg:"root"`
	// Identities are the variable IDENTITY_KEYS, in the form of package identity, Audience
	// is IDENTITY_AUDIENCE, Guests GUESTS.
	Identities string `msg:"identities"`
	Audience   string `msg:"audience"`
	Guests     string `msg:"guests"`
	Store      bool   `msg:"store"`
	Files      bool   `msg:"files"`
	Space      bool   `msg:"space"`
	Cache      bool   `msg:"cache"`
	// Seals says that the host has SEAL_KEYS.
	Seals bool `msg:"seals"`
	// Rates are those that are not as usual, such as "writes=10/60", Protect one of its
	// words.
	Rates    string `msg:"rates"`
	Counters bool   `msg:"counters"`
	Protect  string `msg:"protect"`
	// Turnstile is the variable TURNSTILE_SITE_KEY, TurnstileSecret TURNSTILE_SECRET.
	Turnstile       string `msg:"turnstile"`
	TurnstileSecret string `msg:"turnstile_secret"`
	// BlockSecret and BlockLanguage are the variables of those names.
	BlockSecret   string `msg:"block_secret"`
	BlockLanguage string `msg:"block_language"`
	Measures      bool   `msg:"measures"`
	// Alert is the variable ALERT_URL; AlertLetters, AlertMinutes, AlertLanguage and
	// Retention are ALERT_LETTERS, ALERT_MINUTES, ALERT_LANGUAGE and RETENTION_DAYS.
	Alert         string `msg:"alert"`
	AlertLetters  string `msg:"alert_letters"`
	AlertMinutes  string `msg:"alert_minutes"`
	AlertLanguage string `msg:"alert_language"`
	Retention     string `msg:"retention"`
}

// Site reads settings. Errors say what to set and hold no key.
func (s *Settings) Site() (Site, error) {
	site := Site{Name: s.Name, Widget: s.Widget, Key: strings.TrimSpace(s.Key), Root: strings.TrimSpace(s.Root), Store: s.Store, Files: s.Files, Space: s.Space, Cache: s.Cache, Seals: s.Seals, Measures: s.Measures, Audience: strings.TrimSpace(s.Audience),
		Counters: s.Counters, Protect: Protect(strings.TrimSpace(s.Protect)),
		Turnstile:   turnstile.Keys{Site: strings.TrimSpace(s.Turnstile), Secret: strings.TrimSpace(s.TurnstileSecret)},
		BlockSecret: strings.TrimSpace(s.BlockSecret), BlockLanguage: strings.TrimSpace(s.BlockLanguage)}
	address := strings.TrimSpace(s.Upstream)
	switch {
	case address == "":
		return site, errors.New("set the variable UPSTREAM_URL to the address of the helpdesk")
	case site.Key == "":
		return site, errors.New("set the secret API_KEY: npx wrangler secret put API_KEY")
	}
	base, err := api.ParseBase(address)
	if err != nil {
		return site, errors.New("the variable UPSTREAM_URL is no address of a helpdesk: " + err.Error())
	}
	site.Upstream = base
	if site.Rates, err = guard.ParseRates(s.Rates); err != nil {
		return site, errors.New("the variable RATES: " + err.Error())
	}
	for origin := range api.Listed(s.Origins) {
		site.Origins = append(site.Origins, origin)
	}
	if site.Identities, err = identity.ParseKeys(s.Identities); err != nil {
		return site, errors.New("the variable IDENTITY_KEYS: " + err.Error())
	}
	if site.Guests, err = ParseGuests(s.Guests); err != nil {
		return site, errors.New("the variable GUESTS: " + err.Error())
	}
	// By itself: which of two values that are returned is read first is each compiler's own affair.
	err = s.upkeep(&site)
	return site, err
}

// A host answers for any number of sites that have a name, beside the one that has none.
// What is said of one is a row of the store, and the rest is as for the one: an Edge of
// its own, in tables of its own.

var errNoSite = errors.New("there is no such site")

// toSite sends a request to the site that it is for.
func (e *Edge) toSite(name string, r *Request) Admission {
	if name == "" || !e.store {
		return Admission{Reply: NotFound(r)}
	}
	return Admission{Site: name}
}

// host is what an edge has of its host, without settings that would do.
func (s *Settings) host() *Edge {
	return Host(Site{Name: s.Name, Store: s.Store, Files: s.Files, Space: s.Space, Cache: s.Cache, Seals: s.Seals, Counters: s.Counters, Measures: s.Measures})
}

// Host is an edge of sites with a name alone.
func Host(site Site) *Edge {
	return &Edge{name: site.Name, store: site.Store, files: site.Files, space: site.Space, cache: site.Cache, seals: site.Seals, counters: site.Counters, measures: site.Measures}
}

// Sited comes to the settings of the site that the input names: those that are its own,
// and of the host what it has. Where there is no such site, or it cannot be one, it comes
// to the reply to a request for it; PutOff says that this is known for now alone.
func (e *Edge) Sited(in *Input) Outcome {
	x := e.exchange(in)
	settings, err := x.settingsOf(in.Site)
	if len(x.want) > 0 {
		return Outcome{Do: x.want}
	}
	out := Outcome{}
	switch {
	case err == nil:
		out.Site = settings
	case err == errNoSite:
		out.Reply = NotFound(&in.Request)
	case errors.Is(err, errStore) || errors.Is(err, errOver):
		out.Reply, out.PutOff = e.reply(x.refuse(err).answer(), &in.Request), true
	default:
		x.log("not set up: site " + in.Site + ": " + err.Error())
		out.Reply, out.Problem = Unset(&in.Request), err.Error()
	}
	out.Log = x.told()
	return out
}

// settingsOf reads what is kept of a site, and what is secret of it.
func (x *exchange) settingsOf(name string) (*Settings, error) {
	got, err := x.keep("find a site", Effect{Statements: []Statement{NewStatement(`SELECT settings FROM site WHERE name = ?`, name)}})
	if err != nil {
		return nil, err
	}
	kept := got[0].row()
	if kept == nil {
		return nil, errNoSite
	}
	row, err := named.ParseRow(kept[0].Text)
	if err != nil {
		return nil, err
	}
	s := &Settings{
		Name: name, Widget: row.Before(name), Upstream: row.Upstream, Origins: row.Origins, Audience: row.Audience, Guests: row.Guests,
		Rates: row.Rates, Protect: row.Protect, BlockLanguage: row.BlockLanguage, Turnstile: row.Turnstile,
		Store: x.store, Files: x.files, Space: x.space, Cache: x.cache, Seals: x.seals, Counters: x.counters, Measures: x.measures,
	}
	if !row.Key.Set() {
		return nil, errors.New("it has no key of its helpdesk")
	}
	var effects []Effect
	var into []*string
	for _, part := range [...]struct {
		what string
		from *named.Secret
		to   *string
	}{{named.Key, &row.Key, &s.Key}, {named.Identities, &row.Identities, &s.Identities}, {named.Block, &row.Block, &s.BlockSecret}, {named.TurnstileSecret, &row.TurnstileSecret, &s.TurnstileSecret}} {
		switch {
		case part.from.Name != "":
			effects = append(effects, Effect{Secret: part.from.Name})
		case len(part.from.Sealed) > 0:
			effects = append(effects, Effect{Open: &Sealing{About: named.About(name, part.what), Content: part.from.Sealed}})
		default:
			continue
		}
		into = append(into, part.to)
	}
	done, err := x.do(effects...)
	if err != nil {
		return nil, err
	}
	for i := range done {
		if done[i].Failure != "" {
			if effects[i].Secret != "" {
				return nil, errors.New("the secret " + effects[i].Secret + " is not set")
			}
			return nil, errors.New("the " + effects[i].Open.About + " does not open: " + done[i].Failure)
		}
		*into[i] = string(done[i].Content)
	}
	_, err = s.edge()
	return s, err
}

// Sites comes to the names of all sites.
func (e *Edge) Sites(in *Input) Outcome {
	x := e.exchange(in)
	if !e.store {
		return Outcome{}
	}
	got, err := x.keep("list the sites", Effect{Statements: []Statement{{SQL: `SELECT name FROM site ORDER BY name LIMIT 1000`}}})
	if len(x.want) > 0 {
		return Outcome{Do: x.want}
	}
	out := Outcome{}
	if err != nil {
		x.log(err.Error())
	} else {
		for _, row := range got[0].Rows {
			out.Sites = append(out.Sites, row[0].Text)
		}
	}
	out.Log = x.told()
	return out
}

// OfSite are statements as they are for a site: about its own tables.
func OfSite(name string, all []Statement) []Statement {
	if name == "" {
		return all
	}
	own := make([]Statement, len(all))
	for i, s := range all {
		own[i] = Statement{SQL: named.SQL(name, s.SQL), Values: s.Values}
	}
	return own
}

// forSite are effects as they are for this site: none reaches what another keeps, or opens
// what another has sealed.
func (e *Edge) forSite(effects []Effect) []Effect {
	if e.name == "" {
		return effects
	}
	own := make([]Effect, len(effects))
	for i, effect := range effects {
		effect.Statements = OfSite(e.name, effect.Statements)
		effect.Seal, effect.Open = e.about(effect.Seal), e.about(effect.Open)
		own[i] = effect
	}
	return own
}

func (e *Edge) about(s *Sealing) *Sealing {
	if s == nil {
		return nil
	}
	return &Sealing{About: "site " + e.name + ": " + s.About, Content: s.Content}
}
