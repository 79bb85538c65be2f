// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/names.h>
#include <gantry/result.h>

#include <QList>
#include <QString>

#include <chrono>
#include <limits>
#include <optional>

namespace gantry::sandbox {

/// What happens to a request.
enum class FaultKind {
    Delay,        ///< the answer comes later
    DropRequest,  ///< read, and nothing else
    DropResponse, ///< carried out, but not answered
    Refuse,       ///< answered by a code and a remark, not carried out
    Status,       ///< carried out, and answered by a code that says how well the message is stored
    CloseBefore,  ///< the connection ends instead
    CloseMid,     ///< carried out; the connection ends in the middle of the answer
    CloseAfter,   ///< carried out and answered; then the connection ends
    SlowBytes,    ///< the answer comes byte by byte
    WrongOpaque,  ///< the answer names another request
    CorruptFrame, ///< the answer's header is no header
    FlipBodyBit,  ///< a bit of the body is another one: of what a send stores, or a read gives out
    DropProperty, ///< a property is missing there
    TruncateBody  ///< half of the body is missing there
};

struct FaultAction {
    FaultKind kind = FaultKind::Delay;
    std::chrono::milliseconds delay{}; ///< of Delay
    int code = 0;                      ///< of Refuse and Status
    QString remark;                    ///< of Refuse
    QString property;                  ///< of DropProperty; empty: the first of the user's
};

/// A request, as faults tell them apart.
struct RequestFacts {
    QString server; ///< a broker's name, or "namesrv"
    int code = 0;
    int queueId = -1; ///< -1: the request names none
};

/// Which requests something happens to.
struct Fault {
    QString server;                                   ///< empty: every broker
    int queueId = -1;                                 ///< -1: all
    QList<int> codes;                                 ///< empty: all
    double share = 1;                                 ///< of the requests that fit, in (0, 1]
    qint64 left = std::numeric_limits<qint64>::max(); ///< how many more
    FaultAction action;
    QString text; ///< as it was written
};

/// Reads `[SERVER[:QUEUE]] [REQUEST] ACTION [next N] [share P%]`, see docs/sandbox.md. Errors: Usage, which
/// names the word that makes no sense.
[[nodiscard]] Result<Fault> readFault(const QString &text);

/// The faults that are set. The first that fits a request happens to it. Thread: sandbox.
class FaultPlan
{
public:
    void add(Fault fault) { m_faults.append(std::move(fault)); }
    void clear() { m_faults.clear(); }
    [[nodiscard]] const QList<Fault> &faults() const { return m_faults; }
    /// The one that happens to this request; counts it.
    [[nodiscard]] std::optional<Fault> next(const RequestFacts &request);

private:
    QList<Fault> m_faults;
};

} // namespace gantry::sandbox
