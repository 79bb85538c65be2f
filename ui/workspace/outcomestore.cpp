// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/outcomestore.h"

namespace gantry::ui {

void OutcomeStore::append(const std::vector<SentMessage> &messages)
{
    Q_EMIT aboutToAppend(qsizetype(messages.size()));
    m_rows.insert(m_rows.end(), messages.begin(), messages.end());
    Q_EMIT appended(qsizetype(messages.size()));
}

} // namespace gantry::ui
