package writing_test

import (
	"testing"

	"deskside/shared/core/coretest"
	"deskside/shared/core/writing"
	"deskside/shared/feedback"
)

// vectors are calls with their exact bytes: see coretest.Vectors.
func vectors(t testing.TB) *coretest.Vectors {
	v := &coretest.Vectors{Table: writing.Table()}
	entry := dueIn(t, posted(t)).Steps[0].Entry
	v.Add(t, "a post is planned", "outbox.send_post", &writing.SendPostArgs{Portal: portal, Entry: entry}, 0)
	v.Add(t, "a post is sent", "outbox.send_post", &writing.SendPostArgs{Portal: portal, Entry: entry}, 1, coretest.Answer(t, "useresponse/testdata/objects-create.json"))
	v.Add(t, "an empty draft is refused", "feedback.check", &writing.CheckDraftArgs{}, 0)
	there := feedback.Shelf{Current: feedback.Writing{ID: "b", Draft: draft}, Spares: []feedback.Writing{{ID: "c", Draft: draft}}, Gone: "g"}
	mine := feedback.Writing{ID: id, Draft: feedback.Draft{Type: "idea", Title: "Another"}}
	v.Add(t, "drafts of two pages meet", "drafts.merge", &writing.MergeDraftArgs{Shelf: there, Page: feedback.Page{Mine: mine, Typed: true}, Fresh: "fresh"}, 0)
	v.Add(t, "a spare draft is taken back", "drafts.take", &writing.TakeDraftArgs{Shelf: there, ID: "c"}, 0)
	v.Add(t, "a draft that was handed over leaves", "drafts.drop", &writing.DropDraftArgs{Shelf: there, Writing: there.Current}, 0)
	v.Add(t, "posts like it are found", "feedback.similar", &writing.SimilarArgs{Portal: portal, Title: "dark", Type: "idea"}, 1, coretest.Answer(t, "useresponse/testdata/objects-search.json"))
	return v
}

func TestVectorsAreUpToDate(t *testing.T) { vectors(t).Golden(t) }

func TestNothingThatCallsItStopsTheCore(t *testing.T) { vectors(t).Unbreakable(t) }

func FuzzCall(f *testing.F) { vectors(f).Fuzz(f) }
