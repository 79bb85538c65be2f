// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#include "admin/askall.h"

#include "remoting/remotingclient.h"

#include <algorithm>
#include <memory>

using std::chrono::milliseconds;

namespace gantry::admin {

void askAll(remoting::RemotingClient &remoting, const QList<Request> &requests, milliseconds timeout,
            std::function<void(QList<Answer>)> done)
{
    // Its last owner is the last completion, which hands the answers on.
    struct Gathering {
        QList<Answer> answers;
        qsizetype missing = 0;
        std::function<void(QList<Answer>)> done;
    };
    if (requests.isEmpty()) {
        QMetaObject::invokeMethod(
            &remoting, [done = std::move(done)] { done({}); }, Qt::QueuedConnection);
        return;
    }
    auto gathering = std::make_shared<Gathering>();
    gathering->answers.resize(requests.size());
    gathering->missing = requests.size();
    gathering->done = std::move(done);
    const remoting::RemotingClient::Cork cork(remoting);
    const Clock &clock = remoting.clock();
    const Clock::TimePoint begin = clock.now();
    for (qsizetype i = 0; i < requests.size(); ++i) {
        const Request &request = requests.at(i);
        gathering->answers[i].server = request.server;
        gathering->answers[i].address = request.address;
        remoting.invoke(request.address, request.command, timeout,
                        [gathering, i, begin, &clock](Result<wire::RemotingCommand> response) {
                            gathering->answers[i].took = clock.now() - begin;
                            gathering->answers[i].response = std::move(response);
                            if (--gathering->missing == 0)
                                gathering->done(std::move(gathering->answers));
                        });
    }
}

milliseconds Budget::share(int steps) const
{
    const auto left = std::chrono::duration_cast<milliseconds>(m_deadline - m_clock.now());
    return std::max(milliseconds(1), left / steps);
}

} // namespace gantry::admin
