// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/messagedraft.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QSpinBox;

namespace gantry::ui {

class KindForm;

/// How a message is sent, and how often.
class DeliveryForm final : public QWidget
{
    Q_OBJECT

public:
    explicit DeliveryForm(QWidget *parent = nullptr);

    /// Takes from the draft all that says how it is sent.
    void setDraft(const MessageDraft &draft);
    /// Puts them into it.
    void writeTo(MessageDraft &draft) const;
    /// Why the queue that is typed is none, or what cannot go together; empty when all is well.
    [[nodiscard]] QString queueFault() const;
    /// The queues to choose from: "broker-a:0".
    void setQueues(const QStringList &queues);

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void retranslate();
    void noteChange();
    [[nodiscard]] QSpinBox *spinBox(const char *name, int from, int to, int step);

    QButtonGroup *m_modes;
    QLabel *m_modeLabel;
    QSpinBox *m_timeout;
    QSpinBox *m_retries;
    QComboBox *m_queue;
    QLabel *m_queueFault;
    KindForm *m_kind;
    QSpinBox *m_count;
    QDoubleSpinBox *m_rate;
    QSpinBox *m_window;
    QList<QLabel *> m_labels;
};

} // namespace gantry::ui
