package main

import (
	"context"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/instancemgmt"
)

// Datasource is one configured datasource; Grafana makes a new one when its settings change.
type Datasource struct {
	client *client
}

var (
	_ backend.QueryDataHandler      = (*Datasource)(nil)
	_ backend.CheckHealthHandler    = (*Datasource)(nil)
	_ backend.CallResourceHandler   = (*Datasource)(nil)
	_ instancemgmt.InstanceDisposer = (*Datasource)(nil)
)

// NewDatasource fails only where Grafana's own settings are unreadable: what a person left out is told by the health
// check and by each query, in words.
func NewDatasource(ctx context.Context, settings backend.DataSourceInstanceSettings) (instancemgmt.Instance, error) {
	client, err := newClient(ctx, settings)
	if err != nil {
		return nil, err
	}
	return &Datasource{client: client}, nil
}

// Dispose is called before Grafana drops the instance.
func (d *Datasource) Dispose() {
	d.client.http.CloseIdleConnections()
}
