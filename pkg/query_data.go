package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/grafana/grafana-plugin-sdk-go/experimental/concurrent"
)

const (
	atOnce = 10
	// maxDataPoints is the most that the contract allows; alert rules ask for more.
	maxDataPoints = 10_000
	// statusCanceled is the usual status for a caller that went away.
	statusCanceled backend.Status = 499
)

// queryRequest is the contract's queryRequest.
type queryRequest struct {
	Query         json.RawMessage `json:"query"`
	Range         queryRange      `json:"range"`
	IntervalMs    int64           `json:"intervalMs,omitempty"`
	MaxDataPoints int64           `json:"maxDataPoints,omitempty"`
	FromAlert     bool            `json:"fromAlert"`
}

type queryRange struct {
	From int64 `json:"from"`
	To   int64 `json:"to"`
}

// QueryData passes each query to the shim, and its frames on.
func (d *Datasource) QueryData(ctx context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	// The alert scheduler says so among the request's own headers, not among the HTTP headers.
	fromAlert := req.Headers[backend.FromAlertHeaderName] == "true"
	return concurrent.QueryData(ctx, req, func(ctx context.Context, query concurrent.Query) backend.DataResponse {
		return d.query(ctx, req.PluginContext.User, query.DataQuery, fromAlert)
	}, atOnce)
}

func (d *Datasource) query(ctx context.Context, user *backend.User, query backend.DataQuery, fromAlert bool) backend.DataResponse {
	body, err := json.Marshal(queryRequest{
		Query:         query.JSON,
		Range:         queryRange{From: query.TimeRange.From.UnixMilli(), To: query.TimeRange.To.UnixMilli()},
		IntervalMs:    query.Interval.Milliseconds(),
		MaxDataPoints: min(query.MaxDataPoints, maxDataPoints),
		FromAlert:     fromAlert,
	})
	if err != nil {
		return backend.ErrDataResponseWithSource(backend.StatusBadRequest, backend.ErrorSourcePlugin, err.Error())
	}
	answer, err := d.client.send(ctx, user, http.MethodPost, "query", body)
	if errors.Is(err, context.Canceled) {
		return backend.ErrDataResponseWithSource(statusCanceled, backend.ErrorSourceDownstream, "The query was cancelled.")
	}
	if err != nil {
		return backend.ErrDataResponseWithSource(backend.StatusBadGateway, backend.ErrorSourceDownstream, capitalised(err.Error()))
	}
	if answer.status != http.StatusOK {
		return backend.ErrDataResponseWithSource(backend.Status(answer.status), backend.ErrorSourceDownstream, shimError(answer))
	}
	return decodeFrames(answer.body, query.RefID)
}

func decodeFrames(body []byte, refID string) backend.DataResponse {
	var decoded struct {
		Frames []*data.Frame `json:"frames"`
	}
	err := json.Unmarshal(body, &decoded)
	if err == nil && decoded.Frames == nil {
		err = errors.New("it holds no frames")
	}
	if err != nil {
		message := fmt.Sprintf("The answer of Insights' receiver is not understood (%s). Are both of the same version?", err)
		return backend.ErrDataResponseWithSource(backend.StatusInternal, backend.ErrorSourcePlugin, message)
	}
	for _, frame := range decoded.Frames {
		frame.RefID = refID
	}
	return backend.DataResponse{Status: backend.StatusOK, Frames: decoded.Frames}
}
