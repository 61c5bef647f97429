package sandbox

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// shapes knows, from all recorded answers of one API, which members an entity
// has and of which JSON kinds each may be. An entity is named by the member that
// holds it; items of a list by the list.
type shapes struct {
	kinds   map[string]map[string]bool // "author.name" -> kinds
	members map[string]map[string]int  // entity -> member -> how often
	seen    map[string]int             // entity -> how often
}

// optional are members that an answer may leave out, wherever they stand.
var optional = []string{"nextPage", "apiKey", "email", "active_sla", "rights"}

// free are objects whose members are data.
var free = []string{"options"}

// older are records of API 4 that differ in their envelope only.
var older = []string{"statuses.list.v4.json", "objects.search.v4.json"}

func readShapes(t *testing.T, folder string) *shapes {
	t.Helper()
	files, err := os.ReadDir("testdata/" + folder)
	require.NoError(t, err)
	s := &shapes{map[string]map[string]bool{}, map[string]map[string]int{}, map[string]int{}}
	for _, file := range files {
		if !strings.Contains(file.Name(), ".request") && !slices.Contains(older, file.Name()) {
			s.learn(folder, decode(t, fixture(t, folder+"/"+file.Name())))
		}
	}
	// No record has a linked object; its members are documented.
	s.learn("links", map[string]any{"object_id": "", "title": "", "type": "", "url": ""})
	// The one recorded Usedesk ticket is assigned, but lists show that these are
	// null or missing otherwise.
	for _, member := range []string{"ticket.assignee_id", "ticket.group", "ticket.email", "ticket.channel_id", "custom_fields.value", "changes.trigger_id"} {
		if s.kinds[member] != nil {
			s.kinds[member]["null"] = true
		}
	}
	return s
}

// entityOf names an entity by what it is, else by the member that holds it.
func entityOf(holder string, value map[string]any) string {
	for _, sign := range []struct{ member, entity string }{
		{"totalObjects", "page"}, {"registrationDate", "user"}, {"commentsNum", "object"}, {"objectId", "comment"},
		{"externalId", "chat"}, {"fileName", "message"}, {"field_type", "field"}, {"is_required", "old field"}, {"remind_at", "note"}, {"actions", "change"}, {"success", "wrapper"},
	} {
		if _, ok := value[sign.member]; ok {
			return sign.entity
		}
	}
	return holder
}

func kindOf(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case bool:
		return "bool"
	case string:
		return "string"
	case json.Number:
		return "number"
	case []any:
		return "list"
	}
	return "object"
}

func (s *shapes) learn(entity string, value any) {
	switch value := value.(type) {
	case []any:
		for _, item := range value {
			s.learn(entity, item)
		}
	case map[string]any:
		if slices.Contains(free, entity) {
			return
		}
		entity = entityOf(entity, value)
		s.seen[entity]++
		if s.members[entity] == nil {
			s.members[entity] = map[string]int{}
		}
		for name, member := range value {
			s.members[entity][name]++
			key := entity + "." + name
			if s.kinds[key] == nil {
				s.kinds[key] = map[string]bool{}
			}
			s.kinds[key][kindOf(member)] = true
			s.learn(name, member)
		}
	}
}

// differences lists where a value has other members or kinds than were learnt.
func (s *shapes) differences(entity string, value any) []string {
	var found []string
	switch value := value.(type) {
	case []any:
		for _, item := range value {
			found = append(found, s.differences(entity, item)...)
		}
	case map[string]any:
		if slices.Contains(free, entity) {
			return nil
		}
		entity = entityOf(entity, value)
		for name := range s.members[entity] {
			if _, ok := value[name]; !ok && s.members[entity][name] == s.seen[entity] && !slices.Contains(optional, name) {
				found = append(found, fmt.Sprintf("%s lacks %s", entity, name))
			}
		}
		for name, member := range value {
			if entity == "wrapper" || name == "data" {
				found = append(found, s.differences(name, member)...)
				continue
			}
			known, ok := s.kinds[entity+"."+name]
			if !ok {
				found = append(found, fmt.Sprintf("%s has %s, which no recorded answer has", entity, name))
				continue
			}
			// A member that was always null in the records may hold anything.
			if kind := kindOf(member); !known[kind] && !(len(known) == 1 && known["null"]) {
				found = append(found, fmt.Sprintf("%s.%s is %s, recorded as %v", entity, name, kind, slices.Sorted(maps.Keys(known))))
			}
			if len(known) == 1 && known["null"] {
				continue
			}
			found = append(found, s.differences(name, member)...)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// requireShape compares an answer with all that was recorded.
func (s *shapes) requireShape(a *answered, folder string) {
	a.Helper()
	require.Empty(a, s.differences(folder, a.json()))
}
