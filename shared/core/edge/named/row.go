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
	"deskside/shared/words/print"
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

// Member is one of the things that a row says.
type Member struct {
	// Name is as it is kept, and as fields for it are called.
	Name string
	// Text is what is said: of a secret its name.
	Text *string
	// Secret is what a text is the name of; nil where it is that of none.
	Secret *Secret
}

// ours is how many members a row has beside those of its widget.
const ours = 12

// Members are all that a row says, in the order in which its owner thinks of them, those of
// the widget last.
func (r *Row) Members() [ours + 4]Member {
	w := &r.Widget
	return [...]Member{
		{"upstream", &r.Upstream, nil}, {"origins", &r.Origins, nil},
		{Key, &r.Key.Name, &r.Key}, {Identities, &r.Identities.Name, &r.Identities}, {Block, &r.Block.Name, &r.Block},
		{"audience", &r.Audience, nil}, {"guests", &r.Guests, nil}, {"rates", &r.Rates, nil}, {"protect", &r.Protect, nil},
		{"turnstile", &r.Turnstile, nil}, {TurnstileSecret, &r.TurnstileSecret.Name, &r.TurnstileSecret}, {"block_language", &r.BlockLanguage, nil},
		{"launcher", &w.Launcher, nil}, {"position", &w.Position, nil}, {"theme", &w.Theme, nil}, {"locale", &w.Locale, nil},
	}
}

var positions, themes = [...]string{"start", "end"}, [...]string{"auto", "light", "dark"}

// Words are all that a member can say beside "", nil where that is any text.
func (m *Member) Words() []string {
	switch m.Name {
	case "guests":
		return []string{"post, comment", "post, vote", "comment, vote", "post", "comment", "vote", "none"}
	case "protect":
		return []string{"busy", "always", "never"}
	case "block_language":
		return print.Languages()
	case "position":
		return positions[:]
	case "theme":
		return themes[:]
	}
	return nil
}

// Patch is what makes this row of another one (RFC 7396): of the members in names, what is
// as usual is null. A secret that is named takes the place of one that is sealed, and the
// other way round; one that is neither goes where its name is among them.
func (r *Row) Patch(names ...string) string {
	var row, widget strict.Object
	for i, m := range r.Members() {
		to := &row
		if i >= ours {
			to = &widget
		}
		switch {
		case !slices.Contains(names, m.Name):
		case m.Secret != nil && len(m.Secret.Sealed) > 0:
			to.Raw(m.Name, new(strict.Object).Raw("name", []byte("null")).String("sealed", sealed(m.Secret)).Bytes())
		case *m.Text == "":
			to.Raw(m.Name, []byte("null"))
		case m.Secret != nil:
			to.Raw(m.Name, new(strict.Object).Raw("sealed", []byte("null")).String("name", *m.Text).Bytes())
		default:
			to.String(m.Name, *m.Text)
		}
	}
	return string(row.Raw("widget", widget.Bytes()).Bytes())
}

func sealed(s *Secret) string { return base64.StdEncoding.EncodeToString(s.Sealed) }

// ParseRow reads a row. Errors say which member is wrong, and repeat nothing of it.
func ParseRow(text string) (r Row, err error) {
	doc, err := jsontext.Parse(text)
	if err != nil {
		return r, errors.New("what is kept of the site is damaged: " + err.Error())
	}
	for i, m := range r.Members() {
		from := doc.Root()
		if i >= ours {
			from = from.Get("widget")
		}
		if from = from.Get(m.Name); m.Secret == nil {
			*m.Text = from.Text()
			continue
		}
		*m.Text = from.Get("name").Text()
		if text := from.Get("sealed").Text(); text != "" {
			if m.Secret.Sealed, err = base64.StdEncoding.Strict().DecodeString(text); err != nil {
				return r, errors.New("the " + m.Name + " that is sealed in the site is damaged")
			}
		}
	}
	return r, r.check()
}

// Text is a row as it is kept: JSON.
func (r *Row) Text() string {
	var row, widget strict.Object
	for i, m := range r.Members() {
		to := &row
		if i >= ours {
			to = &widget
		}
		switch {
		case m.Secret == nil:
			to.Some(m.Name, *m.Text)
		case m.Secret.Set():
			to.Raw(m.Name, new(strict.Object).Some("name", *m.Text).Some("sealed", sealed(m.Secret)).Bytes())
		}
	}
	if r.Widget != (Widget{}) {
		row.Raw("widget", widget.Bytes())
	}
	return string(row.Bytes())
}

// check refuses what no site has. What an edge makes of the rest it says itself.
func (r *Row) check() error {
	for _, m := range r.Members() {
		if n := *m.Text; m.Secret != nil && n != "" && !IsSecret(n) {
			return errors.New("the " + m.Name + " of a site is a secret whose name begins with " + Begins + ", such as " + Begins + "SHOP_KEY; this is none: " + api.Detail(n))
		}
	}
	w := &r.Widget
	switch {
	case w.Position != "" && !slices.Contains(positions[:], w.Position):
		return errors.New("the widget stands at the start or the end of a page")
	case w.Theme != "" && !slices.Contains(themes[:], w.Theme):
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
	b := []byte(`(function(s,o,k){if(s&&s.dataset)for(k in o)k in s.dataset||(s.dataset[k]=o[k])})(document.currentScript||document.querySelector('script[src*="` + At(site) + `/loader.js"]'),{"site":"` + site + `"`)
	for i, m := range r.Members() {
		if i >= ours && *m.Text != "" {
			b = append(strict.AppendString(append(b, ','), m.Name), ':')
			b = strict.AppendString(b, *m.Text)
		}
	}
	return string(append(b, "});\n"...))
}
