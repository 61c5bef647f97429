package named

import (
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/strict"
)

// Row is what the owner of a site says of it. What is "" is as usual. It holds no secret
// that anybody could read.
type Row struct {
	// Upstream is the address of the helpdesk, Origins are the sites that may embed the
	// widget, separated by commas or blanks.
	Upstream, Origins string
	// Key is that of the helpdesk. Identities are the keys with which the site signs who its
	// visitors are, Block is the secret of Usedesk's block, TurnstileSecret that of Turnstile.
	Key, Identities, Block, TurnstileSecret Secret
	// Audience, Guests, Rates, Protect, BlockLanguage and Turnstile, the site key, are as the
	// variables of an edge.
	Audience, Guests, Rates, Protect, BlockLanguage, Turnstile string
	Widget                                                     Widget
}

// Secret is where one is: the name of the host's own, or it itself, sealed under the
// host's keys.
type Secret struct {
	Name   string
	Sealed []byte
}

// Set reports whether there is one.
func (s *Secret) Set() bool { return s.Name != "" || len(s.Sealed) > 0 }

// Widget is what a site's loader has for those attributes that its page does not say.
type Widget struct{ Launcher, Position, Theme, Locale string }

// Begins is what the names of secrets begin with that a site may have: so no row gets at
// one of whoever runs the edge.
const Begins = "SITE_"

// IsSecret reports whether a site may have a host's secret of that name.
func IsSecret(name string) bool {
	return len(name) > len(Begins) && len(name) <= 64 && strings.HasPrefix(name, Begins) && strings.Trim(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == ""
}

// About is what a site's secret is sealed about, so that it opens for no other site and in
// no other place.
func About(site, secret string) string { return secret + " of " + site }

// The names of secrets in About, and of their members.
const Key, Identities, Block, TurnstileSecret = "key", "identities", "block", "turnstile_secret"

// longestLauncher is how many characters the launcher's text has at most.
const longestLauncher = 60

// Fields are the members of a row that are texts, by their names: those of the widget, and
// the names of secrets, too.
func (r *Row) Fields() map[string]*string {
	all := map[string]*string{}
	for _, m := range r.texts() {
		all[m.name] = m.text
	}
	for _, m := range r.Widget.texts() {
		all[m.name] = m.text
	}
	for _, s := range r.secrets() {
		all[s.name] = &s.of.Name
	}
	return all
}

// Secrets are those of a row, by the names of their members.
func (r *Row) Secrets() map[string]*Secret {
	all := map[string]*Secret{}
	for _, s := range r.secrets() {
		all[s.name] = s.of
	}
	return all
}

// Patch is what makes this row of another one (RFC 7396): of the members in names, what is
// as usual is null. A secret that is named takes the place of one that is sealed, and the
// other way round; one that is neither goes where its name is among them.
func (r *Row) Patch(names ...string) string {
	b := []byte{'{'}
	add := func(name string, value string) {
		if b[len(b)-1] != '{' {
			b = append(b, ',')
		}
		b = append(append(strict.AppendString(b, name), ':'), value...)
	}
	text := func(m member) {
		if !slices.Contains(names, m.name) {
			return
		}
		if *m.text == "" {
			add(m.name, "null")
		} else {
			add(m.name, string(strict.AppendString(nil, *m.text)))
		}
	}
	for _, m := range r.texts() {
		text(m)
	}
	for _, s := range r.secrets() {
		switch {
		case !slices.Contains(names, s.name):
		case len(s.of.Sealed) > 0:
			add(s.name, `{"name":null,"sealed":"`+base64.StdEncoding.EncodeToString(s.of.Sealed)+`"}`)
		case s.of.Name != "":
			add(s.name, `{"sealed":null,"name":`+string(strict.AppendString(nil, s.of.Name))+`}`)
		default:
			add(s.name, "null")
		}
	}
	add("widget", "{")
	for _, m := range r.Widget.texts() {
		text(m)
	}
	return string(append(b, "}}"...))
}

// texts are the members of a row that are texts.
func (r *Row) texts() [8]member {
	return [...]member{{"upstream", &r.Upstream}, {"origins", &r.Origins}, {"audience", &r.Audience}, {"guests", &r.Guests},
		{"rates", &r.Rates}, {"protect", &r.Protect}, {"block_language", &r.BlockLanguage}, {"turnstile", &r.Turnstile}}
}

func (w *Widget) texts() [4]member {
	return [...]member{{"launcher", &w.Launcher}, {"position", &w.Position}, {"theme", &w.Theme}, {"locale", &w.Locale}}
}

func (r *Row) secrets() [4]secret {
	return [...]secret{{Key, &r.Key}, {Identities, &r.Identities}, {Block, &r.Block}, {TurnstileSecret, &r.TurnstileSecret}}
}

type member struct {
	name string
	text *string
}

type secret struct {
	name string
	of   *Secret
}

// ParseRow reads a row. Errors say which member is wrong, and repeat nothing of it.
func ParseRow(text string) (r Row, err error) {
	doc, err := jsontext.Parse(text)
	if err != nil {
		return r, errors.New("what is kept of the site is damaged: " + err.Error())
	}
	root := doc.Root()
	for _, m := range r.texts() {
		*m.text = root.Get(m.name).Text()
	}
	for _, m := range r.Widget.texts() {
		*m.text = root.Get("widget").Get(m.name).Text()
	}
	for _, s := range r.secrets() {
		v := root.Get(s.name)
		s.of.Name = v.Get("name").Text()
		sealed := v.Get("sealed").Text()
		if sealed == "" {
			continue
		}
		if s.of.Sealed, err = base64.StdEncoding.Strict().DecodeString(sealed); err != nil {
			return r, errors.New("the " + s.name + " that is sealed in the site is damaged")
		}
	}
	return r, r.check()
}

// Text is a row as it is kept: JSON.
func (r *Row) Text() string {
	b := []byte{'{'}
	add := func(name string) {
		if b[len(b)-1] != '{' {
			b = append(b, ',')
		}
		b = append(strict.AppendString(b, name), ':')
	}
	text := func(m member) {
		if *m.text != "" {
			add(m.name)
			b = strict.AppendString(b, *m.text)
		}
	}
	for _, m := range r.texts() {
		text(m)
	}
	for _, s := range r.secrets() {
		if !s.of.Set() {
			continue
		}
		add(s.name)
		b = append(b, '{')
		sealed := ""
		if len(s.of.Sealed) > 0 {
			sealed = base64.StdEncoding.EncodeToString(s.of.Sealed)
		}
		text(member{"name", &s.of.Name})
		text(member{"sealed", &sealed})
		b = append(b, '}')
	}
	if r.Widget != (Widget{}) {
		add("widget")
		b = append(b, '{')
		for _, m := range r.Widget.texts() {
			text(m)
		}
		b = append(b, '}')
	}
	return string(append(b, '}'))
}

// check refuses what no site has. What an edge makes of the rest it says itself.
func (r *Row) check() error {
	for _, s := range r.secrets() {
		if n := s.of.Name; n != "" && !IsSecret(n) {
			return errors.New("the " + s.name + " of a site is a secret whose name begins with " + Begins + ", such as " + Begins + "SHOP_KEY; this is none: " + api.Detail(n))
		}
	}
	w := &r.Widget
	switch {
	case w.Position != "" && w.Position != "start" && w.Position != "end":
		return errors.New("the widget stands at the start or the end of a page")
	case w.Theme != "" && w.Theme != "auto" && w.Theme != "light" && w.Theme != "dark":
		return errors.New("the theme of the widget is auto, light or dark")
	case strings.Trim(w.Locale, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" || len(w.Locale) > 35:
		return errors.New("the language of the widget is a tag such as en or ru")
	case utf8.RuneCountInString(w.Launcher) > longestLauncher || strings.ContainsAny(w.Launcher, "\r\n\t"):
		return errors.New("the text of the launcher is one line of 60 characters or less")
	}
	return nil
}

// Before is a script for the loader of a site: what its page does not say, the site does.
func (r *Row) Before(site string) string {
	b := []byte(`(function(s,o,k){if(s&&s.dataset)for(k in o)k in s.dataset||(s.dataset[k]=o[k])})(document.currentScript||document.querySelector('script[src$="` + At(site) + `/loader.js"]'),{"site":"` + site + `"`)
	for _, m := range r.Widget.texts() {
		if *m.text != "" {
			b = append(strict.AppendString(append(b, ','), m.name), ':')
			b = strict.AppendString(b, *m.text)
		}
	}
	return string(append(b, "});\n"...))
}
