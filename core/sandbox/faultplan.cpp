// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "sandbox/fault.h"

#include <QRandomGenerator>

namespace gantry::sandbox {

namespace {

bool fits(const Fault &fault, const RequestFacts &request)
{
    const bool isServer =
        fault.server.isEmpty() ? request.server != u"namesrv" : fault.server == request.server;
    return isServer && (fault.queueId < 0 || fault.queueId == request.queueId)
           && (fault.codes.isEmpty() || fault.codes.contains(request.code));
}

} // namespace

std::optional<Fault> FaultPlan::next(const RequestFacts &request)
{
    for (qsizetype i = 0; i < m_faults.size(); ++i) {
        Fault &fault = m_faults[i];
        if (!fits(fault, request))
            continue;
        if (fault.share < 1 && QRandomGenerator::global()->generateDouble() >= fault.share)
            continue;
        const Fault happening = fault;
        if (--fault.left == 0)
            m_faults.removeAt(i);
        return happening;
    }
    return std::nullopt;
}

} // namespace gantry::sandbox
