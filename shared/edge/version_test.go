package edge_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// Programs name the version of the API that they were written for.
func TestEveryVersionOfTheAPIIsSpoken(t *testing.T) {
	for _, c := range []struct {
		version string
		older   bool
	}{{"7.0", false}, {"7.1", false}, {"12.0", false}, {"40.0", false}, {"5.2", false}, {"4.0", true}, {"4.12", true}, {"3.0", true}} {
		t.Run(c.version, func(t *testing.T) {
			s := newSite(t)
			get := func(path string, into any) {
				t.Helper()
				answer := s.ask(http.MethodGet, "/api/"+c.version+"/"+path, "")
				require.Equal(t, http.StatusOK, answer.Code, answer.Body)
				require.NoError(t, json.Unmarshal(answer.Body.Bytes(), into))
			}
			var object struct{ ID int64 }
			get("objects/1.json", &object)
			require.EqualValues(t, 1, object.ID)

			type status struct{ Slug string }
			if c.older {
				var statuses struct{ Success []status }
				get("statuses.json?object_type=idea", &statuses)
				require.NotEmpty(t, statuses.Success)
				var found map[string][]struct{ Title string }
				get("search.json?text=mode&ownership=feedback", &found)
				require.Len(t, found, 1)
				require.Equal(t, "Dark mode", found["feedback"][0].Title)
			} else {
				var statuses []status
				get("statuses.json?type=idea", &statuses)
				require.NotEmpty(t, statuses)
				var found struct {
					Success struct{ Data []struct{ Title string } }
				}
				get("search.json?text=mode&ownership=feedback", &found)
				require.Equal(t, "Dark mode", found.Success.Data[0].Title)
			}

			written := s.ask(http.MethodPost, "/api/"+c.version+"/objects.json?apiKey="+theirKey, `{"ownership": "feedback", "object_type": "idea", "title": "New", "content": "Text"}`, "Content-Type", "application/json")
			require.Equal(t, http.StatusOK, written.Code, written.Body)
			require.Contains(t, written.Body.String(), `{"success":{"id":`)
			require.Equal(t, http.StatusOK, s.ask(http.MethodPost, "/api/"+c.version+"/objects/1/votes/toggle.json?value=up&apiKey="+theirKey, "").Code)
		})
	}
	s := newSite(t)
	for _, none := range []string{"7", "7.", ".0", "v7.0", "7.0.1", "latest", "7.x", "7,0", "7000.0", ""} {
		require.Equal(t, http.StatusNotFound, s.ask(http.MethodGet, "/api/"+none+"/objects/1.json", "").Code, none)
	}
}
