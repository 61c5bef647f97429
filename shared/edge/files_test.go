package edge_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/edge"
	"deskside/shared/edge/letters"
)

const (
	pixel = "\x89PNG\r\n\x1a\n and the rest of a picture"
	photo = "\xff\xd8\xff and the rest of a photo"
)

// upload brings a file as the widget does.
func (s *site) upload(visitor, name, content string) (token string) {
	s.t.Helper()
	w := s.uploads(visitor, name, content)
	require.Equal(s.t, http.StatusOK, w.Code, w.Body.String())
	var answer struct{ Success struct{ Token string } }
	require.NoError(s.t, json.Unmarshal(w.Body.Bytes(), &answer))
	return answer.Success.Token
}

func (s *site) uploads(visitor, name, content string) *httptest.ResponseRecorder {
	s.t.Helper()
	query := ""
	for _, b := range []byte(name) {
		query += "%" + string("0123456789ABCDEF"[b>>4]) + string("0123456789ABCDEF"[b&15])
	}
	return s.ask("POST", "/api/7.0/upload-file.json?name="+query, content, "Deskside-Visitor", visitor, "Content-Type", "application/octet-stream")
}

// along is an idea with files.
func along(tokens ...string) string {
	all := make([]string, len(tokens))
	for i, token := range tokens {
		all[i] = `{"token": "` + token + `", "name": "x"}`
	}
	return strings.Replace(idea, `"category_id"`, `"attachments": [`+strings.Join(all, ", ")+`], "category_id"`, 1)
}

// inSpace gives an edge a folder for files.
func inSpace(folder string) func(*edge.Config) {
	return func(c *edge.Config) { c.Space = edge.Folder(folder) }
}

// keeping are both places of files: the store and a folder. kept counts what is kept.
func keeping(t *testing.T, each func(t *testing.T, s *site, kept func() int)) {
	t.Run("in the store", func(t *testing.T) {
		store := newStore(t)
		each(t, newSite(t, quickly, func(c *edge.Config) { c.Store = store }), func() (n int) {
			require.NoError(t, store.QueryRow(`SELECT count(DISTINCT file) FROM piece`).Scan(&n))
			return n
		})
	})
	t.Run("in a folder", func(t *testing.T) {
		folder := filepath.Join(t.TempDir(), "files")
		each(t, newSite(t, quickly, inSpace(folder)), func() int {
			files, err := os.ReadDir(folder)
			require.NoError(t, err)
			return len(files)
		})
	})
}

// attachedTo are the files of an object at the helpdesk, name and content.
func (s *site) attachedTo(id int64) (all [][2]string) {
	s.helpdesk.set(func(h *fakeHelpdesk) {
		for _, f := range h.files[id] {
			all = append(all, [2]string{f.name, f.content})
		}
	})
	return all
}

func TestFilesFollowTheirPostAndAreForgottenThen(t *testing.T) {
	keeping(t, func(t *testing.T, s *site, kept func() int) {
		first, second := s.upload(anna, "a.png", pixel), s.upload(anna, `C:\Users\anna\photo`+"\u202egpj.exe", photo)
		require.Equal(t, 2, kept())
		w := s.createAs(anna, draftKey, along(first, second))
		require.Equal(t, http.StatusOK, w.Code, w.Body.String())
		require.NotContains(t, strings.Join(s.helpdesk.bodies, "\n"), "attachments", "the post goes first")
		require.Empty(t, s.attachedTo(6))
		s.deliver()
		require.Equal(t, [][2]string{{"a.png", pixel}, {"C__Users_anna_photogpj.exe.jpg", photo}}, s.attachedTo(6))
		require.Zero(t, kept(), "what is delivered is not kept")
		var told struct {
			Submission struct {
				Files []struct{ Name, State, URL string }
			}
		}
		require.NoError(t, json.Unmarshal(s.ask("GET", w.Header().Get("Location"), "").Body.Bytes(), &told))
		require.Len(t, told.Submission.Files, 2)
		for _, f := range told.Submission.Files {
			require.Equal(t, "delivered", f.State)
			require.Equal(t, "delivered", s.stands(f.URL).State)
		}
		require.Contains(t, s.ask("GET", "/api/7.0/objects/6.json", "").Body.String(), `"attachments":[{"id":500,"name":{"full":"a.png"},"url":"https://help.example.com/file/500"}`)
		again := s.createAs(anna, draftKey, along(first, second))
		require.Equal(t, w.Body.String(), again.Body.String())
		s.later(time.Hour)
		require.Len(t, s.attachedTo(6), 2)
	})
}

func TestFilesMayComeWithinABody(t *testing.T) {
	keeping(t, func(t *testing.T, s *site, kept func() int) {
		in := func(content string) string { return base64.StdEncoding.EncodeToString([]byte(content)) }
		body := strings.Replace(idea, `"category_id"`, `"attachments": [{"name": "a.png", "body": "`+in(pixel)+`"}, {"name": "a.png", "body": "data:image/jpeg;base64,`+in(photo)+`"}], "category_id"`, 1)
		w := s.createAs(anna, draftKey, body)
		require.Equal(t, http.StatusOK, w.Code, w.Body.String())
		require.Equal(t, w.Body.String(), s.createAs(anna, draftKey, body).Body.String(), "under its key it is the same")
		s.deliver()
		require.Equal(t, [][2]string{{"a.png", pixel}, {"a.jpg", photo}}, s.attachedTo(6))
		require.Equal(t, w.Body.String(), s.createAs(anna, draftKey, body).Body.String())
		s.deliver()
		require.Len(t, s.attachedTo(6), 2)
		require.Equal(t, 6, s.helpdesk.count())
		require.Zero(t, kept())
	})
}

func TestTheFilesOfACommentGoWithIt(t *testing.T) {
	keeping(t, func(t *testing.T, s *site, kept func() int) {
		token := s.upload(anna, "a.png", pixel)
		w := s.ask("POST", "/api/7.0/comments.json", `{"object_id": 1, "content": "See this", "attachments": [{"token": "`+token+`"}]}`, "Deskside-Visitor", anna)
		require.Equal(t, http.StatusOK, w.Code, w.Body.String())
		last := s.helpdesk.bodies[len(s.helpdesk.bodies)-1]
		require.JSONEq(t, `{"object_id": 1, "content": "See this", "attachments": [{"name": "a.png", "body": "`+base64.StdEncoding.EncodeToString([]byte(pixel))+`"}]}`, last)
		s.deliver()
		require.Zero(t, kept())
	})
}

func TestAFileOfWhichNothingWasHeardIsLookedForAndThereOnce(t *testing.T) {
	for name, arrives := range map[string]bool{"it arrived": true, "it did not": false} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, quickly)
			token := s.upload(anna, "a.png", pixel)
			broken := func(_ http.ResponseWriter, r *http.Request) bool {
				if strings.Contains(r.URL.Path, "attach-file") {
					panic(http.ErrAbortHandler)
				}
				return false
			}
			s.helpdesk.set(func(h *fakeHelpdesk) {
				if arrives {
					h.lose = broken
				} else {
					h.fail = broken
				}
			})
			require.Equal(t, http.StatusOK, s.createAs(anna, draftKey, along(token)).Code)
			s.deliver()
			require.Equal(t, "doubt", s.stands("/api/7.0/submissions/"+token+".json").State)
			s.helpdesk.set(func(h *fakeHelpdesk) { h.lose, h.fail = nil, nil })
			s.later(10 * time.Minute)
			require.Equal(t, "delivered", s.stands("/api/7.0/submissions/"+token+".json").State)
			require.Equal(t, [][2]string{{"a.png", pixel}}, s.attachedTo(6))
		})
	}
}

func TestAFileIsNotSentAgainWhereItMayStandUnderAnotherName(t *testing.T) {
	s := newSite(t, quickly)
	token := s.upload(anna, "a.png", pixel)
	s.helpdesk.set(func(h *fakeHelpdesk) {
		h.lose = func(_ http.ResponseWriter, r *http.Request) bool {
			if strings.Contains(r.URL.Path, "attach-file") {
				h.mu.Lock()
				h.files[6][0].name = "renamed.png"
				h.mu.Unlock()
				panic(http.ErrAbortHandler)
			}
			return false
		}
	})
	require.Equal(t, http.StatusOK, s.createAs(anna, draftKey, along(token)).Code)
	s.deliver()
	s.helpdesk.set(func(h *fakeHelpdesk) { h.lose = nil })
	s.later(3 * time.Hour)
	require.Equal(t, "uncertain", s.stands("/api/7.0/submissions/"+token+".json").State)
	require.Len(t, s.attachedTo(6), 1)
}

func TestWhatTheHelpdeskRefusesOfFilesIsSaidAndShownToTheOperator(t *testing.T) {
	store := newStore(t)
	s := newSite(t, quickly, func(c *edge.Config) { c.Store = store })
	first, second := s.upload(anna, "all.zip", "PK\x03\x04 and so on"), s.upload(anna, "a.png", pixel)
	require.Equal(t, http.StatusOK, s.createAs(anna, draftKey, along(first, second)).Code)
	s.deliver()
	told := s.stands("/api/7.0/submissions/" + first + ".json")
	require.Equal(t, "refused", told.State)
	require.Contains(t, told.Message, "files such as these are not allowed")
	require.Equal(t, [][2]string{{"a.png", pixel}}, s.attachedTo(6), "the others go on")
	o := edge.NewOperator(store, &patientClock{}, s.clock)
	all, err := o.Letters(t.Context())
	require.NoError(t, err)
	require.Len(t, all, 1)
	require.Equal(t, "all.zip", all[0].Line())
	require.NotEmpty(t, all[0].Why)
	require.False(t, all[0].Again(), "its content is not kept any more")
	require.ErrorIs(t, o.Retry(t.Context(), first), edge.ErrNoLetter)
	require.NoError(t, o.Discard(t.Context(), first))
	var n int
	require.NoError(t, store.QueryRow(`SELECT count(*) FROM piece`).Scan(&n))
	require.Zero(t, n)
}

func TestFilesWaitForAPostThatWaits(t *testing.T) {
	keeping(t, func(t *testing.T, s *site, kept func() int) {
		s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = down })
		token := s.upload(anna, "a.png", pixel)
		told := stays(t, s.createAs(anna, draftKey, along(token)))
		s.deliver()
		require.Equal(t, "waiting", s.stands("/api/7.0/submissions/"+token+".json").State)
		s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
		s.later(15 * time.Minute)
		require.Equal(t, "delivered", s.stands(told.URL).State)
		require.Equal(t, [][2]string{{"a.png", pixel}}, s.attachedTo(6))
		require.Zero(t, kept())
	})
}

func TestTheFilesOfARefusedPostAreNotSentAndMayGoAlongWithAnother(t *testing.T) {
	keeping(t, func(t *testing.T, s *site, kept func() int) {
		token := s.upload(anna, "a.png", pixel)
		s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = reply(http.StatusForbidden, "{}") })
		status, _, _ := failure(t, s.createAs(anna, draftKey, along(token)))
		require.Equal(t, http.StatusForbidden, status)
		s.later(time.Minute)
		require.Contains(t, s.stands("/api/7.0/submissions/"+token+".json").Message, "not handed on")
		s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
		w := s.createAs(anna, "draft-0001-0003", strings.Replace(along(token), "Dark", "Darker", 1))
		require.Equal(t, http.StatusOK, w.Code, w.Body.String())
		s.deliver()
		require.Equal(t, [][2]string{{"a.png", pixel}}, s.attachedTo(6))
		require.Equal(t, "delivered", s.stands("/api/7.0/submissions/"+token+".json").State)
		require.Zero(t, kept())

		again := s.upload(anna, "a.png", pixel)
		s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = reply(http.StatusForbidden, "{}") })
		s.createAs(anna, "draft-0001-0004", along(again))
		s.later(time.Minute)
		s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
		require.Equal(t, http.StatusOK, s.createAs(anna, "draft-0001-0004", along(again)).Code, "whoever wrote it sends it again")
		s.deliver()
		require.Equal(t, [][2]string{{"a.png", pixel}}, s.attachedTo(7))
	})
}

func TestAFileGoesAlongWithOneThing(t *testing.T) {
	s := newSite(t, quickly)
	token := s.upload(anna, "a.png", pixel)
	require.Equal(t, http.StatusOK, s.createAs(anna, draftKey, along(token)).Code)
	for name, w := range map[string]*httptest.ResponseRecorder{
		"another post of hers": s.createAs(anna, "draft-0001-0003", along(token)),
		"a post of another":    s.createAs(ben, draftKey, along(s.upload(anna, "b.png", pixel))),
		"twice in one":         s.createAs(anna, "draft-0001-0004", along(token, token)),
		"of no upload":         s.createAs(anna, "draft-0001-0005", along(strings.Repeat("0", 32))),
	} {
		status, message, _ := failure(t, w)
		require.Equal(t, http.StatusBadRequest, status, name)
		require.Contains(t, message, "Attach it again", name)
	}
	require.Equal(t, 6, s.helpdesk.count())
}

func TestWhatNobodyClaimsIsForgottenAfterADay(t *testing.T) {
	keeping(t, func(t *testing.T, s *site, kept func() int) {
		s.upload(anna, "a.png", pixel)
		s.later(23 * time.Hour)
		require.Equal(t, 1, kept())
		s.later(2 * time.Hour)
		require.Zero(t, kept())
	})
}

func TestWhatIsNoFileToGoAlongIsRefusedBeforeAnythingIsKept(t *testing.T) {
	keeping(t, func(t *testing.T, s *site, kept func() int) {
		s.upload(anna, "a.png", pixel)
		most := 1 << 20
		if strings.Contains(t.Name(), "folder") {
			most = 5 << 20
		}
		for name, test := range map[string]struct {
			file, content string
			says          string
		}{
			"nothing":                    {"a.png", "", "is empty"},
			"no name":                    {"", pixel, "?name="},
			"a program":                  {"a.png", "MZ\x90\x00\x03", "is not taken"},
			"a page":                     {"a.txt", "\ufeff <!DOCTYPE html><title>x</title>", "is not taken"},
			"a drawing that may do more": {"a.svg", `<?xml version="1.0"?><svg onload="alert(1)"/>`, "is not taken"},
			"a script":                   {"a.txt", "#!/bin/sh\n", "is not taken"},
			"too much":                   {"a.txt", strings.Repeat("x", most+1), "too large"},
		} {
			t.Run(name, func(t *testing.T) {
				status, message, _ := failure(t, s.uploads(anna, test.file, test.content))
				require.Equal(t, http.StatusBadRequest, status)
				require.Contains(t, message, test.says)
			})
		}
		require.Equal(t, http.StatusOK, s.uploads(anna, "a.txt", strings.Repeat("x", most)).Code)
		require.Equal(t, http.StatusRequestEntityTooLarge, s.uploads(anna, "a.txt", strings.Repeat("x", 2*most)).Code)
		require.Equal(t, 2, kept())
	})
}

func TestLimitsAreToldBeforeAnybodyBringsAFile(t *testing.T) {
	for name, test := range map[string]struct {
		change func(*edge.Config)
		says   string
	}{
		"in the store": {quickly, `{"success":{"count":5,"size":1048576,"endings":["png",`},
		"in a folder":  {inSpace(t.TempDir()), `{"success":{"count":5,"size":5242880,"endings":["png",`},
		"nowhere":      {func(c *edge.Config) { c.Store = nil }, `{"success":{"count":0,"size":0,"endings":["png",`},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, test.change)
			require.True(t, strings.HasPrefix(s.ask("GET", "/api/7.0/upload-file.json", "").Body.String(), test.says))
		})
	}
	s := newSite(t, func(c *edge.Config) { c.Store = nil })
	require.Equal(t, http.StatusNotImplemented, s.uploads(anna, "a.png", pixel).Code)
	require.Equal(t, http.StatusNotImplemented, s.createAs(anna, draftKey, along(strings.Repeat("0", 32))).Code)
	require.Equal(t, 5, s.helpdesk.count())
}

func TestMoreFilesThanThereAreToBeAreRefused(t *testing.T) {
	s := newSite(t, quickly)
	var all []string
	for range 6 {
		all = append(all, s.upload(anna, "a.png", pixel))
	}
	_, message, _ := failure(t, s.createAs(anna, draftKey, along(all...)))
	require.Contains(t, message, "At most 5 files")
	half := strings.Repeat("x", 600<<10)
	status, message, _ := failure(t, s.createAs(anna, draftKey, along(s.upload(anna, "a.txt", half), s.upload(anna, "b.txt", half))))
	require.Equal(t, http.StatusRequestEntityTooLarge, status)
	require.Contains(t, message, "1 MB together")
	require.Equal(t, 5, s.helpdesk.count())
}

func TestAFileWhoseContentIsGoneOrDamagedIsNotSent(t *testing.T) {
	folder := t.TempDir()
	for name, damage := range map[string]func(path string) error{
		"gone": os.Remove, "damaged": func(path string) error { return os.WriteFile(path, []byte(photo), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t, quickly, inSpace(folder))
			token := s.upload(anna, "a.png", pixel)
			require.Equal(t, http.StatusOK, s.createAs(anna, draftKey, along(token)).Code)
			files, err := filepath.Glob(filepath.Join(folder, "*"))
			require.NoError(t, err)
			require.Len(t, files, 1)
			require.NoError(t, damage(files[0]))
			s.deliver()
			told := s.stands("/api/7.0/submissions/" + token + ".json")
			require.Equal(t, "refused", told.State)
			require.Contains(t, told.Message, "Attach it again")
			require.Empty(t, s.attachedTo(6))
		})
	}
}

func TestAnOperatorHasAPostSentWithItsFiles(t *testing.T) {
	store := newStore(t)
	s := newSite(t, quickly, func(c *edge.Config) { c.Store = store })
	token := s.upload(anna, "a.png", pixel)
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = reply(http.StatusForbidden, "{}") })
	s.createAs(anna, draftKey, along(token))
	s.later(time.Minute)
	s.helpdesk.set(func(h *fakeHelpdesk) { h.fail = nil })
	o := edge.NewOperator(store, &patientClock{}, s.clock)
	all, err := o.Letters(t.Context())
	require.NoError(t, err)
	var post letters.Letter
	for _, l := range all {
		if l.Kind == "post" {
			post = l
		}
	}
	require.NoError(t, o.Retry(t.Context(), post.ID))
	s.later(time.Minute)
	require.Equal(t, [][2]string{{"a.png", pixel}}, s.attachedTo(6))
	all, err = o.Letters(t.Context())
	require.NoError(t, err)
	require.Empty(t, all)
}
