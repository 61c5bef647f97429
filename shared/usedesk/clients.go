package usedesk

import (
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
	"deskside/shared/api/strict"
)

// Profile is what the company knows of one client.
type Profile struct {
	ID                            int64
	Name, Company, Position, Note string
	Emails                        []string
	Phones                        []Contact
	Messengers                    []Contact
	// Tickets are the numbers of the client's tickets.
	Tickets []int64
}

// Contact is a phone number or a messenger's identifier with its type, such as
// "mobile" or "telegram".
type Contact struct{ Type, Value string }

// Profile gets one client by number (POST client).
func (c Client) Profile(client int64) api.Call[Profile] {
	var body strict.Object
	var p problems
	p.id("client_id", "client", client, false)
	body.Int("client_id", client)
	return call(c, &opClient, &body, p, oneProfile)
}

// ProfileByEmail gets one client by e-mail address (POST client), which public
// programs use though the reference does not name it.
func (c Client) ProfileByEmail(email string) api.Call[Profile] {
	var body strict.Object
	var p problems
	p.Email("email", email)
	body.String("email", email)
	return call(c, &opClient, &body, p, oneProfile)
}

// oneProfile reads the answer, an array of one item; a bare item passes too.
func oneProfile(v jsontext.Value) (Profile, bool) {
	for item := range v.Items() {
		v = item
		break
	}
	p := profile(v, v.Get("client"))
	return p, p.ID != 0
}

// ProfileList selects clients; zero values do not filter.
type ProfileList struct {
	// Query searches names, e-mail addresses and phone numbers; with Whole it
	// must be all of one.
	Query string
	Whole bool
	// The bounds are Unix seconds, inclusive, and reach out to the full minute.
	CreatedAfter, CreatedBefore int64
	// Offset is the number of the page, from 0.
	Offset int64
}

// Profiles lists clients, one page, with names, tickets, addresses and a phone
// number (POST clients).
func (c Client) Profiles(l ProfileList) api.Call[[]Profile] {
	var body strict.Object
	var p problems
	if query := strings.TrimSpace(l.Query); query != "" {
		body.String("query", query)
		if l.Whole {
			body.String("search_type", "full_match")
		} else {
			body.String("search_type", "partial_match")
		}
	}
	p.bounds(&body, "created", l.CreatedAfter, l.CreatedBefore)
	p.page(l.Offset)
	some(&body, "offset", l.Offset)
	return call(c, &opClients, &body, p, list(func(v jsontext.Value) Profile {
		found := profile(v, v)
		if phone := loose.String(v.Get("phone")); phone != "" {
			found.Phones = append(found.Phones, Contact{Value: phone})
		}
		return found
	}))
}

// profile reads a client whose name stands in v. Contacts and tickets stand in v
// too, or beside it, or in both places with one of them empty.
func profile(beside, v jsontext.Value) Profile {
	p := Profile{
		ID: loose.Int(v.Get("id")), Name: loose.String(v.Get("name")), Company: loose.String(v.Get("company")),
		Position: loose.String(v.Get("position")), Note: loose.String(v.Get("note")),
	}
	for _, from := range [...]jsontext.Value{v, beside} {
		if len(p.Emails) == 0 {
			p.Emails = emails(from.Get("emails"))
		}
		if len(p.Phones) == 0 {
			p.Phones = contacts(from.Get("phones"), "phone")
		}
		if len(p.Messengers) == 0 {
			p.Messengers = contacts(from.Get("messengers"), "identifier")
		}
		if len(p.Tickets) == 0 {
			p.Tickets = numbers(from.Get("tickets"))
		}
	}
	return p
}

// emails reads addresses: an array, or in lists one text with commas between.
func emails(v jsontext.Value) []string {
	if v.Kind() != jsontext.String {
		return loose.Strings(v, "email")
	}
	var out []string
	for _, address := range strings.Split(v.Text(), ",") {
		if address = strings.TrimSpace(address); address != "" {
			out = append(out, address)
		}
	}
	return out
}

func contacts(v jsontext.Value, member string) []Contact {
	var out []Contact
	for item := range v.Items() {
		if value := loose.String(item.Get(member)); value != "" {
			out = append(out, Contact{loose.String(item.Get("type")), value})
		}
	}
	return out
}
