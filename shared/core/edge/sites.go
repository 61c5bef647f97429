package edge

import (
	"errors"

	"deskside/shared/core/edge/named"
)

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
