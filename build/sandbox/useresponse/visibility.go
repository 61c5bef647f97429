package useresponse

import (
	"fmt"
	"slices"
	"strings"

	"deskside/build/sandbox/world"
)

// Sight is which tickets an agent sees.
type Sight string

// The sights that teams have. Administrators see everything, and so do agents of
// teams of which nothing is said.
const (
	SeesNone        Sight = "none"        // no tickets
	SeesResponsible Sight = "responsible" // where the agent is responsible
	SeesTeams       Sight = "teams"       // those of chosen teams, and where the agent is responsible
	SeesAll         Sight = "all"
)

// Visibility is the sight of one team, by its name; Of are the teams of SeesTeams.
type Visibility struct {
	Team string
	Sees Sight
	Of   []string
}

// ParseVisibility reads TEAM=none, TEAM=responsible, TEAM=all or
// TEAM=teams:TEAM+TEAM.
func ParseVisibility(text string) (Visibility, error) {
	team, sight, ok := strings.Cut(text, "=")
	sight, of, chosen := strings.Cut(sight, ":")
	v := Visibility{Team: team, Sees: Sight(sight)}
	if chosen {
		v.Of = strings.Split(of, "+")
	}
	known := slices.Contains([]Sight{SeesNone, SeesResponsible, SeesTeams, SeesAll}, v.Sees)
	if !ok || team == "" || !known || chosen != (v.Sees == SeesTeams) {
		return Visibility{}, fmt.Errorf("%q does not say what a team sees: write TEAM=none, TEAM=responsible, TEAM=all or TEAM=teams:TEAM+TEAM", text)
	}
	return v, nil
}

// seen is the SQL condition on ur_object o that the caller's team may see it; it
// refers to the caller as ?1.
func (c *call) seen() string {
	if !c.isAgent() || c.isAdmin() {
		return "1"
	}
	at := slices.IndexFunc(c.api.options.Visibility, func(v Visibility) bool { return v.Team == c.caller.team.String })
	if at < 0 {
		return "1"
	}
	switch v := c.api.options.Visibility[at]; v.Sees {
	case SeesNone:
		return "o.ownership <> 'helpdesk'"
	case SeesResponsible:
		return "(o.ownership <> 'helpdesk' OR o.responsible_id = ?1)"
	case SeesTeams:
		names := "'" + strings.ReplaceAll(world.JSONText(v.Of), "'", "''") + "'"
		return `(o.ownership <> 'helpdesk' OR o.responsible_id = ?1
			OR o.team_id IN (SELECT t.id FROM ur_team t JOIN json_each(` + names + `) n ON n.value = t.name))`
	}
	return "1"
}

// mayNotSee tells a ticket that the caller's team does not see from one that
// there is not.
func (c *call) mayNotSee(id int64) error {
	_, exists, err := world.One[int64](c, c.tx, `SELECT o.id FROM ur_object o WHERE o.id = ?2 AND `+c.published(), c.callerID(), id)
	if err == nil && exists {
		err = forbidden("your team does not see this ticket")
	}
	if err == nil {
		err = errNotFound
	}
	return err
}
