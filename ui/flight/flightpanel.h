// SPDX-FileCopyrightText: Gantry contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flight/flightstory.h"
#include "workspace/outcomeinbox.h"

#include <QWidget>

#include <optional>

class QAction;
class QLabel;
class QPushButton;
class QStandardItem;
class QTreeView;
class QStandardItemModel;

namespace gantry::ui {

/// The flight of one send: a sentence that says what happened, its steps with their times, and the fields of
/// its requests and answers.
class FlightPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit FlightPanel(QWidget *parent = nullptr);

    void showMessage(const gantry::ui::SentMessage &message);
    void clear();
    [[nodiscard]] QList<QAction *> menuActions() const;

Q_SIGNALS:
    /// Somebody wants to know what stands in the way of sends to the topic.
    void examineRequested(const gantry::TopicName &topic);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void retranslate();
    void tell();
    void addStep(QStandardItem &parent, const FlightStep &step, std::chrono::nanoseconds whole);
    void copyText();

    QLabel *m_sentence;
    QLabel *m_advice;
    QLabel *m_note; ///< why there is no more to see
    QPushButton *m_examine;
    QTreeView *m_steps;
    QStandardItemModel *m_model;
    QAction *m_copy;
    std::optional<SentMessage> m_message;
};

} // namespace gantry::ui
