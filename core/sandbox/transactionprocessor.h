// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sandbox/broker.h"
#include "sandbox/incoming.h"
#include "sandbox/processor.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace gantry::sandbox {

/// Half messages, their commit and rollback, and asking their producers about them. Thread: sandbox.
///
/// Java: EndTransactionProcessor, TransactionalMessageServiceImpl
class TransactionProcessor final : public Processor
{
public:
    explicit TransactionProcessor(Broker &broker);

    [[nodiscard]] bool process(const ExchangePtr &exchange) override;

    [[nodiscard]] static bool isHalf(const wire::StoredMessage &message);
    /// Stores a half message, and answers.
    void hold(const ExchangePtr &exchange, const wire::StoredMessage &message);

private:
    struct Half {
        wire::StoredMessage message; ///< with its real topic and queue
        QString group;
        StoredAt at;
        std::chrono::steady_clock::time_point nextCheck;
        int checks = 0;
    };

    StoredAt store(const wire::StoredMessage &message);
    void end(const ExchangePtr &exchange);
    void checkBack();
    void ask(const Half &half);

    Broker &m_broker;
    QHash<qint64, Half> m_halves; ///< by physical offset
    QTimer m_timer;
};

} // namespace gantry::sandbox
