package usedesk

import (
	"strconv"
	"strings"

	"deskside/shared/api"
	"deskside/shared/api/strict"
	"deskside/shared/words"
)

// Assigned is one of the four cases of fassigned: AgentInGroup, Agent,
// GroupOnly or NoAssignee make one. The zero value is none and is refused.
type Assigned struct {
	kind         assignedKind
	agent, group int64
}

type assignedKind uint8

const (
	noCase assignedKind = iota
	agentInGroup
	anAgent
	groupOnly
	noAssignee
)

// AgentInGroup selects tickets whose assignee is the agent within the group.
func AgentInGroup(agent, group int64) Assigned { return Assigned{agentInGroup, agent, group} }

// Agent selects tickets whose assignee is the agent, in whatever group.
func Agent(agent int64) Assigned { return Assigned{kind: anAgent, agent: agent} }

// GroupOnly selects tickets that are assigned to a group and to no agent. With
// List.Groups it selects those of certain groups.
func GroupOnly() Assigned { return Assigned{kind: groupOnly} }

// NoAssignee selects tickets that are assigned to neither an agent nor a group.
func NoAssignee() Assigned { return Assigned{kind: noAssignee} }

// ParseAssigned reads the strings of version 1.0 of the API: "17063" is an
// agent, "6216_17063" an agent within a group, and commas separate several. They
// are sent in today's form. The error is an *api.Error of kind Invalid.
func ParseAssigned(text string) ([]Assigned, error) {
	var out []Assigned
	var p problems
	for _, item := range strings.Split(text, ",") {
		item = strings.TrimSpace(item)
		group, agent, both := strings.Cut(item, "_")
		if !both {
			agent = item
		}
		agentID, ok := number(agent)
		groupID, groupOK := int64(0), true
		if both {
			groupID, groupOK = number(group)
		}
		switch {
		case !ok || !groupOK:
			p.Refuse("fassigned", words.FieldAssignee(api.Shown(item)))
		case both:
			out = append(out, AgentInGroup(agentID, groupID))
		default:
			out = append(out, Agent(agentID))
		}
	}
	if err := p.err("usedesk.tickets"); err != nil {
		return nil, err
	}
	return out, nil
}

// number reads an id: digits alone, not 0.
func number(text string) (int64, bool) {
	id, err := strconv.ParseUint(text, 10, 63)
	return int64(id), err == nil && id > 0
}

// assigned writes fassigned: always an array, as one entry may stand in one too.
func (p *problems) assigned(body *strict.Object, entries []Assigned) {
	if len(entries) == 0 {
		return
	}
	array := []byte{'['}
	for i, a := range entries {
		if i > 0 {
			array = append(array, ',')
		}
		var entry strict.Object
		switch a.kind {
		case agentInGroup:
			p.id("fassigned", "agent", a.agent, false)
			p.id("fassigned", "group", a.group, false)
			entry.Int("assignee_id", a.agent).Int("group_id", a.group)
		case anAgent:
			p.id("fassigned", "agent", a.agent, false)
			entry.Int("assignee_id", a.agent)
		case groupOnly:
			entry.String("assignee_id", "unassigned")
		case noAssignee:
			entry.String("assignee_id", "unassigned").String("group_id", "unassigned")
		default:
			p.Refuse("fassigned", words.FieldAssigneeEmpty())
		}
		array = append(array, entry.Bytes()...)
	}
	body.Raw("fassigned", append(array, ']'))
}
