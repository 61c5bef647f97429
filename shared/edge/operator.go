package edge

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"deskside/shared/api/transport"
	decide "deskside/shared/core/edge"
	"deskside/shared/core/edge/identity"
	"deskside/shared/edge/letters"
)

// Operator is what whoever runs an edge does by hand with what it keeps. It needs
// the edge's store alone.
type Operator struct {
	store *store
	now   func() time.Time
}

// Of is who looks after what is kept of a site with a name.
func (o *Operator) Of(site string) *Operator {
	return &Operator{&store{site: site, db: o.store.db, clock: o.store.clock, now: o.now, log: o.store.log}, o.now}
}

// do runs statements about what is kept of the site.
func (o *Operator) do(ctx context.Context, statements ...decide.Statement) ([]decide.Result, error) {
	return o.store.do(ctx, &decide.Effect{Statements: decide.OfSite(o.store.site, statements)})
}

// NewOperator looks after what is kept in a store. clock is the time that pauses
// take, now the time of day.
func NewOperator(db *sql.DB, clock transport.Clock, now func() time.Time) *Operator {
	return &Operator{&store{db: db, clock: clock, now: now, log: func(string) {}}, now}
}

// ErrNoLetter says that there is no such letter, or that it is not to be decided on
// now: it is being sent, or is at the helpdesk.
var ErrNoLetter = errors.New("there is no such letter, or it is on its way just now")

// Letters lists what is not at the helpdesk, at most letters.Most.
func (o *Operator) Letters(ctx context.Context) ([]letters.Letter, error) {
	got, err := o.do(ctx, letters.All())
	if err != nil {
		return nil, err
	}
	return letters.In(&got[0]), nil
}

// Letter reads one, or fails with ErrNoLetter.
func (o *Operator) Letter(ctx context.Context, id string) (letters.Letter, error) {
	got, err := o.do(ctx, letters.One(id))
	if err != nil {
		return letters.Letter{}, err
	}
	if all := letters.In(&got[0]); len(all) == 1 {
		return all[0], nil
	}
	return letters.Letter{}, ErrNoLetter
}

// Delivered is when something last arrived at the helpdesk, of what is still known of;
// the zero time where nothing is.
func (o *Operator) Delivered(ctx context.Context) (time.Time, error) {
	got, err := o.do(ctx, letters.Last())
	if err != nil || len(got[0].Rows) == 0 || len(got[0].Rows[0]) == 0 {
		return time.Time{}, err
	}
	return time.UnixMilli(got[0].Rows[0][0].Number), nil
}

// People counts those of whom the edge knows who they are, by how they stand.
func (o *Operator) People(ctx context.Context) (map[identity.State]int64, error) {
	got, err := o.do(ctx, letters.People())
	if err != nil {
		return nil, err
	}
	return letters.PeopleIn(&got[0]), nil
}

// Named are the visitors of whom somebody has said an address.
func (o *Operator) Named(ctx context.Context, email string) (visitors []string, err error) {
	got, err := o.do(ctx, letters.Named(email))
	if err != nil {
		return nil, err
	}
	for _, row := range got[0].Rows {
		visitors = append(visitors, row[0].Text)
	}
	return visitors, nil
}

// Person is what the store holds of somebody: the rows of each part, in its order.
func (o *Operator) Person(ctx context.Context, visitor string) ([][][]decide.Value, error) {
	var all []decide.Statement
	for _, part := range letters.Parts() {
		all = append(all, part.Of(visitor))
	}
	got, err := o.do(ctx, all...)
	rows := make([][][]decide.Value, len(got))
	for i := range got {
		rows[i] = got[i].Rows
	}
	return rows, err
}

// Erase makes the store forget somebody, and returns of how much.
func (o *Operator) Erase(ctx context.Context, visitor string) (rows int64, err error) {
	return o.changed(ctx, letters.Erase(visitor))
}

// Restored is to be said of a store that was put in the place of a later one, before an
// edge works with it. It returns of how many entries it is looked for whether they arrived.
func (o *Operator) Restored(ctx context.Context) (entries int64, err error) {
	return o.changed(ctx, letters.Restored(o.now()))
}

func (o *Operator) changed(ctx context.Context, statements []decide.Statement) (rows int64, err error) {
	got, err := o.do(ctx, statements...)
	for i := range got {
		rows += got[i].Changed
	}
	return rows, err
}

// Census counts what is not at the helpdesk.
func (o *Operator) Census(ctx context.Context) (decide.Census, error) {
	got, err := o.do(ctx, decide.Counted)
	if err != nil {
		return decide.Census{}, err
	}
	return decide.CensusIn(&got[0]), nil
}

// Retry has a letter sent as soon as may be, also one of which nobody knew.
func (o *Operator) Retry(ctx context.Context, id string) error {
	return o.change(ctx, letters.Retry(id, o.now(), true))
}

// Discard forgets what a letter says.
func (o *Operator) Discard(ctx context.Context, id string) error {
	return o.change(ctx, letters.Discard(id, o.now()))
}

func (o *Operator) change(ctx context.Context, statement decide.Statement) error {
	got, err := o.do(ctx, statement)
	if err == nil && got[0].Changed == 0 {
		err = ErrNoLetter
	}
	return err
}
