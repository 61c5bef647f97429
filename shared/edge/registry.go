package edge

import (
	"context"
	"errors"
	"time"

	decide "deskside/shared/core/edge"
	"deskside/shared/core/edge/named"
	"deskside/shared/edge/letters"
)

// SiteRow is what a store has of a site with a name.
type SiteRow struct {
	Name string
	named.Row
	Changed time.Time
	// Problem is what is wrong with the row, nil where nothing is.
	Problem error
}

// What is wrong with a name.
var (
	ErrSiteThere = errors.New("there is a site of that name already")
	ErrNoSite    = errors.New("there is no site of that name")
	ErrSiteName  = errors.New("a site is called by small letters, digits and single hyphens, a letter first and 32 at most, such as shop-2")
)

// Sites lists the sites with a name.
func (o *Operator) Sites(ctx context.Context) ([]SiteRow, error) {
	return o.sites(ctx, letters.Sites())
}

// Site reads one, or fails with ErrNoSite.
func (o *Operator) Site(ctx context.Context, name string) (SiteRow, error) {
	all, err := o.sites(ctx, letters.SiteOf(name))
	if err == nil && len(all) == 0 {
		err = ErrNoSite
	}
	if err != nil {
		return SiteRow{}, err
	}
	return all[0], nil
}

func (o *Operator) sites(ctx context.Context, statement decide.Statement) (all []SiteRow, err error) {
	got, err := o.do(ctx, statement)
	if err != nil {
		return nil, err
	}
	for _, v := range got[0].Rows {
		s := SiteRow{Name: v[0].Text, Changed: time.UnixMilli(v[2].Number)}
		s.Row, s.Problem = named.ParseRow(v[1].Text)
		all = append(all, s)
	}
	return all, nil
}

// AddSite adds a site. It fails with ErrSiteName or ErrSiteThere, or says what is wrong.
func (o *Operator) AddSite(ctx context.Context, name, settings string) error {
	if !named.Valid(name) {
		return ErrSiteName
	}
	if _, err := named.ParseRow(settings); err != nil {
		return err
	}
	return o.one(ctx, letters.AddSite(name, settings, o.now()), ErrSiteThere)
}

// ChangeSite changes some members of a site: those of patch, of which one that is null is
// as usual again. It fails with ErrNoSite, or says what is wrong.
func (o *Operator) ChangeSite(ctx context.Context, name, patch string) error {
	if _, err := named.ParseRow(patch); err != nil {
		return err
	}
	return o.one(ctx, letters.ChangeSite(name, patch, o.now()), ErrNoSite)
}

// RemoveSite forgets a site with all that is kept of it. It fails with ErrNoSite.
func (o *Operator) RemoveSite(ctx context.Context, name string) error {
	if !named.Valid(name) {
		return ErrNoSite
	}
	got, err := o.do(ctx, letters.RemoveSite(name)...)
	if err == nil && got[0].Changed == 0 {
		err = ErrNoSite
	}
	return err
}

// Begun reports whether a site has tables yet.
func (o *Operator) Begun(ctx context.Context, name string) (bool, error) {
	got, err := o.do(ctx, letters.Kept(name))
	return err == nil && got[0].Rows[0][0].Number > 0, err
}

// one runs a statement that changes one row, or fails.
func (o *Operator) one(ctx context.Context, statement decide.Statement, none error) error {
	got, err := o.do(ctx, statement)
	if err == nil && got[0].Changed == 0 {
		err = none
	}
	return err
}
