// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gantry/sandbox.h>

#include <algorithm>
#include <deque>

namespace gantry::sandbox {

/// The last requests, in order of arrival. Thread: sandbox.
class RequestLog
{
public:
    /// Numbers the request and keeps it.
    quint64 add(SandboxRequest request)
    {
        request.number = ++m_last;
        m_requests.push_back(std::move(request));
        if (m_requests.size() > most)
            m_requests.pop_front();
        return m_last;
    }
    void answered(quint64 number, int code)
    {
        if (SandboxRequest *request = find(number))
            request->response = code;
    }
    /// At most the last `limit` of them.
    [[nodiscard]] QList<SandboxRequest> since(quint64 after, size_t limit) const
    {
        QList<SandboxRequest> list;
        const quint64 first = m_last - m_requests.size() + 1;
        const size_t wanted = after < first ? 0 : size_t(after - first + 1);
        const size_t allowed = m_requests.size() - std::min(m_requests.size(), limit);
        for (size_t i = std::max(wanted, allowed); i < m_requests.size(); ++i)
            list.append(m_requests[i]);
        return list;
    }

private:
    static constexpr size_t most = 100'000;

    SandboxRequest *find(quint64 number)
    {
        const quint64 first = m_last - m_requests.size() + 1;
        return number >= first && number <= m_last ? &m_requests[size_t(number - first)] : nullptr;
    }

    std::deque<SandboxRequest> m_requests;
    quint64 m_last = 0;
};

} // namespace gantry::sandbox
