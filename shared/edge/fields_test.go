package edge_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/edge"
)

// problemsIn are what a refusal says of parts of a form: field and sentence of each.
func problemsIn(t *testing.T, w *httptest.ResponseRecorder) (all [][2]string) {
	var envelope struct {
		Error struct {
			Fields []struct{ Field, Message string }
		}
	}
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &envelope), w.Body.String())
	for _, f := range envelope.Error.Fields {
		all = append(all, [2]string{f.Field, f.Message})
	}
	return all
}

func TestCustomersFillInOnlyWhatIsOffered(t *testing.T) {
	for name, c := range map[string]struct {
		brings string
		status int
		fields [][2]string
	}{
		"what is offered":     {`"property_12": "1"`, 200, nil},
		"what agents fill in": {`"property_12": "1", "property_13": "a"`, 400, [][2]string{{"property_13", "A field of this form is not asked for any more. Reload the page, then send it again."}}},
		"what tickets have":   {`"property_14": "a"`, 400, [][2]string{{"property_14", "A field of this form is not asked for any more. Reload the page, then send it again."}}},
		"what there is not":   {`"properties": {"property_99": "a"}`, 400, [][2]string{{"property_99", "A field of this form is not asked for any more. Reload the page, then send it again."}}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			w := s.ask("POST", "/api/7.0/objects.json", `{"object_type": "idea", "title": "T", "content": "C", `+c.brings+`}`, "Idempotency-Key", draftKey, "Deskside-Visitor", anna)
			require.Equal(t, c.status, w.Code, w.Body.String())
			require.Equal(t, c.fields, problemsIn(t, w))
			require.Equal(t, c.status == 200, len(s.helpdesk.bodies) == 1, "nothing of what is refused reaches the helpdesk")
		})
	}
}

func TestARefusalOfTheHelpdeskStandsAtItsField(t *testing.T) {
	for name, c := range map[string]struct {
		brings, context string
		fields          [][2]string
	}{
		"by the rules of the field":           {`, "property_12": "9"`, "nobody knows", [][2]string{{"property_12", "Choose for “Department” from what is offered."}}},
		"that is required":                    {``, "property_12 (Department) is required", [][2]string{{"property_12", "Fill in “Department”."}}},
		"by what it names":                    {`, "property_12": "1"`, "title has a word that is not taken", [][2]string{{"title", "This was not accepted: Invalid request: title has a word that is not taken."}}},
		"by what it calls otherwise":          {`, "property_12": "1"`, "category_id 5 is no category", [][2]string{{"category", "This was not accepted: Invalid request: category_id 5 is no category."}}},
		"nowhere where nothing of it is said": {`, "property_12": "1"`, "spam", nil},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, func(c *edge.Config) { c.Clock = &patientClock{} })
			s.helpdesk.fail = func(w http.ResponseWriter, r *http.Request) bool {
				if !strings.HasSuffix(r.URL.Path, "/objects.json") {
					return false
				}
				w.WriteHeader(400)
				_, _ = w.Write([]byte(`{"error": {"code": 400, "message": "Invalid request", "context": "` + c.context + `"}}`))
				return true
			}
			w := s.ask("POST", "/api/7.0/objects.json", `{"object_type": "idea", "title": "T", "content": "C"`+c.brings+`}`, "Idempotency-Key", draftKey, "Deskside-Visitor", anna, "Accept-Language", "en")
			require.Equal(t, 400, w.Code, w.Body.String())
			require.Equal(t, c.fields, problemsIn(t, w))
			s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
			require.Equal(t, 200, s.ask("POST", "/api/7.0/objects.json", `{"object_type": "idea", "title": "T", "content": "C"`+c.brings+`}`, "Idempotency-Key", draftKey, "Deskside-Visitor", anna).Code, "it may be sent again")
		})
	}
}

func TestWhereFieldsCannotBeHadAPostWithoutThemGoesOn(t *testing.T) {
	s := newSite(t, func(c *edge.Config) { c.Clock = &patientClock{} })
	s.helpdesk.fail = func(w http.ResponseWriter, r *http.Request) bool {
		if !strings.Contains(r.URL.Path, "custom-fields") {
			return false
		}
		w.WriteHeader(503)
		return true
	}
	plain := `{"object_type": "idea", "title": "T", "content": "C"`
	require.Equal(t, 200, s.ask("POST", "/api/7.0/objects.json", plain+`}`, "Idempotency-Key", "draft-0001", "Deskside-Visitor", anna).Code)
	require.Equal(t, 202, s.ask("POST", "/api/7.0/objects.json", plain+`, "property_12": "1"}`, "Idempotency-Key", "draft-0002", "Deskside-Visitor", anna).Code, "one with them is kept")
	require.Len(t, s.helpdesk.bodies, 1)
}

func TestWhatWaitsForApprovalIsItsAuthorsAlone(t *testing.T) {
	s := newSite(t)
	s.helpdesk.premoderates = true
	w := s.create(draftKey, idea)
	require.Equal(t, 200, w.Code, w.Body.String())
	var made struct {
		Success struct {
			ID    int64
			State struct{ Name string }
			Votes struct {
				All  int64
				Mine string
			}
		}
	}
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &made))
	require.Equal(t, "moderation", made.Success.State.Name)
	require.Equal(t, []any{int64(1), "up"}, []any{made.Success.Votes.All, made.Success.Votes.Mine}, "its author has voted for it")
	path := fmt.Sprintf("/api/7.0/objects/%d.json", made.Success.ID)
	require.Equal(t, 404, s.ask("GET", path, "").Code)
	require.NotContains(t, s.ask("GET", "/api/7.0/search.json", "").Body.String(), fmt.Sprintf(`"id":%d,`, made.Success.ID))

	s.helpdesk.set(func(h *fakeHelpdesk) { delete(h.topics[made.Success.ID].extra, "state") })
	approved := s.ask("GET", path, "")
	require.Equal(t, 200, approved.Code)
	require.NotContains(t, approved.Body.String(), "moderation")
}
