package world

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"time"
)

// mailHosts are where made-up people have their mail; .test never resolves.
var mailHosts = []string{"mail.test", "post.test", "studio.test", "nordwind.test", "bluepeak.test", "kontor.test", "hafen.test", "atelier.test"}

// storePeople stores the staff, the user with the documented key and the other
// customers of UseResponse.
func (g *generator) storePeople() {
	logins := map[string]struct {
		login Login
		key   string
	}{
		"admin":    {g.endpoints.Logins.Admin, g.endpoints.Keys.Admin},
		"agent":    {g.endpoints.Logins.Agent, g.endpoints.Keys.Agent},
		"user":     {g.endpoints.Logins.User, g.endpoints.Keys.User},
		"disabled": {key: "sandbox-disabled-key"},
	}
	for _, s := range g.library.Catalogue.Staff {
		var key, salt, hash any
		if known, ok := logins[s.Login]; ok {
			key = known.key
			if known.login.Password != "" {
				sum := sha256.Sum256([]byte(s.Email))
				digest, err := HashPassword(known.login.Password, sum[:16])
				g.keep(err)
				salt, hash = sum[:16], digest
			}
		}
		g.insert("ur_user", `id, name, email, folded, role, team_id, api_key, key_enabled, password_salt, password_hash, online,
			default_avatar, registered_at, last_visit_at`, s.ID, s.Name, s.Email, Fold(s.Name, s.Email), s.Role, s.Team, key,
			s.Login != "disabled", salt, hash, s.Online, false, g.now.Add(-g.age(1100*24*time.Hour, 0.5)).Unix(),
			g.now.Add(-g.age(6*24*time.Hour, 3)).Unix())
		g.names[s.ID] = s.Name
		if s.Role != "user" {
			g.agents = append(g.agents, s.ID)
		} else {
			g.customers["en"] = append(g.customers["en"], s.ID)
			g.everybody = append(g.everybody, s.ID)
		}
	}
	g.insert("ur_field_value", "entity, entity_id, field_id, value", "user", 9, 21, `["2"]`)
	for id := int64(10); id < 10+customerCount; id++ {
		g.storeCustomer(id)
	}
}

func (g *generator) storeCustomer(id int64) {
	n := g.nation()
	name, mailbox := g.name(n)
	email := fmt.Sprintf("%s%d@%s", mailbox, id, pick(g, mailHosts))
	tags := ""
	if g.chance(0.08) {
		tags = pick(g, []string{"vip", "beta", "vip, beta", "trial", "partner"})
	}
	phone := ""
	if g.chance(0.3) {
		phone = fmt.Sprintf("1555%07d", id*9973%10_000_000)
	}
	registered := g.age(900*24*time.Hour, 1.2)
	var visited any
	if g.chance(0.93) {
		visited = g.now.Add(-g.age(registered, 3)).Unix()
	}
	g.insert("ur_user", "id, name, email, folded, phone, role, tags, default_avatar, registered_at, last_visit_at",
		id, name, email, Fold(name, email), phone, "user", tags, g.chance(0.6), g.now.Add(-registered).Unix(), visited)
	if g.chance(0.5) {
		g.insert("ur_field_value", "entity, entity_id, field_id, value", "user", id, 21, fmt.Sprintf(`["%d"]`, g.between(1, 3)))
	}
	if g.chance(0.4) {
		g.insert("ur_field_value", "entity, entity_id, field_id, value", "user", id, 22, fmt.Sprintf(`["K-%05d"]`, id*37))
	}
	g.names[id] = name
	g.customers[n.Language] = append(g.customers[n.Language], id)
	g.everybody = append(g.everybody, id)
}

// nation draws a language by its share.
func (g *generator) nation() *nation {
	total := 0
	for _, n := range g.library.people {
		total += n.Share
	}
	at := g.random.IntN(total)
	for i := range g.library.people {
		if at -= g.library.people[i].Share; at < 0 {
			return &g.library.people[i]
		}
	}
	return &g.library.people[0]
}

func (g *generator) nationOf(language string) *nation {
	for i := range g.library.people {
		if g.library.people[i].Language == language {
			return &g.library.people[i]
		}
	}
	return &g.library.people[0]
}

// name gives a full name and a mailbox in ASCII for it.
func (g *generator) name(n *nation) (name, mailbox string) {
	group := pick(g, n.Groups)
	given, givenASCII := spelled(pick(g, group.Given))
	family, familyASCII := spelled(pick(g, group.Family))
	if n.FamilyFirst {
		return family + " " + given, familyASCII + "." + givenASCII
	}
	return given + " " + family, givenASCII + "." + familyASCII
}

// spelled splits "Ömer|oemer"; a name without a second part is spelled in ASCII.
func spelled(entry string) (name, ascii string) {
	name, ascii, ok := strings.Cut(entry, "|")
	if !ok {
		ascii = strings.Map(func(r rune) rune {
			if r >= 'a' && r <= 'z' {
				return r
			}
			return -1
		}, strings.ToLower(name))
	}
	return name, ascii
}

// customer draws a customer who speaks a language.
func (g *generator) customer(language string) int64 {
	if speakers := g.customers[language]; len(speakers) > 0 {
		return pick(g, speakers)
	}
	return pick(g, g.everybody)
}
